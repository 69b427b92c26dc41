// Node, Bun and Deno: the addresses as an argument, the result as a line of JSON.
import process from 'node:process';
import { exercise } from './exercise.js';

console.log(JSON.stringify(await exercise(JSON.parse(process.argv[2]))));
