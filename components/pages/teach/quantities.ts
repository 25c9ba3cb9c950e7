import { segments } from "../../kit/quantity.js";
import { LESSONS, type Lesson } from "./lessons.js";

/** Which lesson, by its length. */
export const lesson = segments<Lesson["id"]>({
  key: "lesson",
  label: "Lesson",
  values: LESSONS.map(({ id }) => id),
  initial: "short",
  format: (id) => `${LESSONS.find((each) => each.id === id)!.minutes} minutes`,
});

/** Who reads it: a copy for students holds no answers. */
export const copy = segments({
  key: "copy",
  label: "Copy",
  values: ["lecturer", "students"],
  initial: "lecturer",
  format: (id) => (id === "students" ? "for students, no answers" : "for the lecturer"),
});
