// A worker: the addresses come as a request's body, the result goes out as its answer.
import { exercise } from './exercise.js';

export default {
  async fetch(request) {
    try {
      return Response.json(await exercise(await request.json()));
    } catch (error) {
      return new Response(`${error.stack}\n${error.cause?.stack ?? ''}`, { status: 500 });
    }
  },
};
