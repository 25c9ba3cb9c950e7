/** What a notebook's cells declare a page with. */
export { check } from "./exercise.js";
export { figure } from "./figure.js";
export { live } from "./live.js";
export { page } from "./page.js";
export { control } from "./quantity.js";
export { question } from "./question.js";
export { solver } from "./solver.js";
