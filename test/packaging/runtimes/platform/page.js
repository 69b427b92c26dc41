// A page: the test calls this global and reads what it gives.
import { exercise } from './exercise.js';

globalThis.exercise = exercise;
