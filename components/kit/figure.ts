import { effect, signal, untracked } from "@preact/signals-core";
import { type Command, commandLine } from "./command.js";
import type { Schema, Values } from "./field.js";
import { type FrameView, frame } from "./frame.js";
import { host } from "./host.js";
import { begin } from "./pending.js";
import type { Provenance } from "./provenance.js";
import { type Controlled, control } from "./quantity.js";
import type { AnyQuestion, DataOf } from "./question.js";
import type { Rows } from "./rows.js";
import type { Store } from "./store.js";
import { plainText } from "./symbols.js";
import { takeAway } from "./take-away.js";

type Questions = Readonly<Record<string, AnyQuestion>>;
type None = Record<never, AnyQuestion>;

/** What a figure is made from, all of one state of the page. */
export type View<S extends Schema, N = unknown, A = unknown> = {
  /** The values of the page. */
  readonly of: Readonly<Values<S>>;
  /** Changes values of the page: for drags. */
  readonly set: Store<S>["set"];
} & Readonly<N> &
  Readonly<Partial<A>>;

/** How a figure looks and what it says, given its answers: N, without which there is no picture, and A, which may be missing. */
export interface Drawing<S extends Schema, N = unknown, A = unknown> {
  /** The finding, as a sentence. */
  title: string | ((view: View<S, N, A>) => string | Node);
  /** First sentence: the finding, with its numbers. */
  caption: (view: View<S, N, A>) => string | Node;
  /** What is drawn at a width in pixels. What it returned before may be returned again: it then stays where it is. */
  draw: (view: View<S, N, A>, width: number) => Element | Element[];
  /** The rows behind the picture, the trained dots among them. */
  rows: (view: View<S, N, A>) => Rows;
  /** A command that checks one point of it by itself; the command of the whole figure is printed in any case. */
  command?: (view: View<S, N, A>) => Command | undefined;
}

export interface FigureOptions<S extends Schema, N extends Questions, A extends Questions>
  extends Drawing<S, { [K in keyof N]: DataOf<N[K]> }, { [K in keyof A]: DataOf<A[K]> }> {
  /** Questions whose answers the picture cannot do without. */
  needs?: N;
  /** Questions whose answers are added to the picture when they come. */
  also?: A;
  /** Names of values, each with its control, or elements. */
  controls?: readonly (Controlled<S> | Element)[];
  level?: 2 | 3;
  /** "near" (default): nothing is asked or drawn before the reader comes near. */
  when?: "near" | "now";
}

/** A figure on the page, and what can be asked of it. */
export interface Figure extends HTMLElement {
  /** The rows behind the picture as it is shown. @throws while there is none */
  rows(): Rows;
  /** The command that makes the same rows and picture again. */
  command(): Command;
  /** The search string of the state that is shown. */
  query(): string;
  /** The drawings of the state that is shown, made anew for a width in pixels. @throws while there is none */
  drawing(width: number): readonly Element[];
  /** The title as it is shown. */
  heading(): HTMLElement;
  /** What goes out with everything that is taken away. @throws while there is no picture */
  provenance(): Provenance;
}

const STILL = "The figure is still being solved.";

/**
 * A figure in its frame. It draws when every answer it needs is of the present state, at most once a frame; until then it stays as it was and says that
 * it is solving, so that no picture, sentence or row mixes two states. What `draw`, `title` and `caption` read is what it depends on.
 *
 * @param name unique on the site; `npm run cli -- figure <name>` makes it in Node
 */
export function figure<S extends Schema, N extends Questions = None, A extends Questions = None>(
  store: Store<S>,
  name: string,
  options: FigureOptions<S, N, A>,
): Figure {
  type Shown = View<S, { [K in keyof N]: DataOf<N[K]> }, { [K in keyof A]: DataOf<A[K]> }>;
  const { needs = {} as N, also = {} as A } = options;
  const questions = [...Object.values(needs), ...Object.values(also)];
  const width = signal(0);
  const near = signal(options.when === "now");
  let shown: Shown | undefined;

  /** The state that the picture belongs to: the page's, unless the figure says otherwise. */
  const ofPicture = () => {
    const { state } = view.element.dataset;
    return shown && (state === "solving" || state === "failed") ? shown.of : store.snapshot();
  };
  const whole = (): Command => ({
    command: "figure",
    words: [name],
    options: { state: store.query(ofPicture()) },
  });
  const ofShown = <T>(read: (view: Shown) => T): T => {
    if (!shown) throw new Error(STILL);
    return read(shown);
  };
  const rows = () => ofShown(options.rows);
  const titleOf = (of: Shown) => (typeof options.title === "string" ? options.title : options.title(of));
  const drawing = (pixels: number) =>
    ofShown((of) => [untracked(() => options.draw(of, pixels))].flat() as readonly Element[]);
  const provenance = () =>
    ofShown((of): Provenance => {
      const state = ofPicture();
      const parameters = Object.entries(store.schema).map(([key, field]) => [
        field.label,
        field.format(state[key as keyof typeof state]),
      ]);
      return {
        figure: name,
        title: plainText(titleOf(of)),
        caption: plainText(options.caption(of)),
        parameters: Object.fromEntries(parameters),
        link: store.link(state),
        command: commandLine(whole()),
      };
    });
  const view: FrameView = frame({
    name,
    level: options.level,
    controls: (options.controls ?? []).map((each) =>
      typeof each === "string" ? control(store, each as Controlled<S>) : each,
    ),
    retry: () => {
      for (const question of questions) if (untracked(() => question.failure())) question.retry();
    },
    menu: takeAway(
      { id: name, rows, command: whole, drawing, heading: () => view.title, provenance },
      { link: () => store.link(ofPicture()), point: () => shown && options.command?.(shown) },
    ),
  });

  /** Draws, or says why not; everything it reads is what the figure depends on. */
  function paint() {
    const pixels = width.value;
    if (!near.value || pixels === 0) {
      if (view.drawnFor === store.query({ ...store.values })) view.setState("drawn");
      return;
    }
    const answers: Record<string, unknown> = {};
    let failure: string | undefined;
    let missing = false;
    let late = false;
    for (const [key, question] of Object.entries(needs)) {
      const answer = question.fresh();
      if (answer) answers[key] = answer.data;
      else missing = true;
      failure ??= question.failure();
    }
    for (const [key, question] of Object.entries(also)) {
      const answer = question.fresh();
      if (answer) answers[key] = answer.data;
      else if (question.failure() === undefined) late = true;
    }
    if (failure !== undefined) return view.setState("failed", `This could not be solved: ${failure}`);
    if (missing)
      return view.setState(
        !shown && view.drawnFor === store.query({ ...store.values }) ? "drawn" : "solving",
      );
    const made = { of: store.values, set: store.set, ...answers } as Shown;
    view.show([options.draw(made, pixels)].flat(), titleOf(made), options.caption(made));
    shown = { ...made, of: store.snapshot() };
    view.setState(late ? "adding" : "fresh", "Solving the rest …");
  }
  function guarded() {
    try {
      paint();
    } catch (error) {
      view.setState("failed", `This could not be drawn: ${error instanceof Error ? error.message : error}`);
      host().broken(name, error);
    }
  }
  // The first run of the effect paints and so finds out what is read; the next one is a change, for which the whole is run anew with the next frame.
  let scheduled = false;
  function watch() {
    let painted = false;
    const stop = effect(() => {
      if (!painted) {
        painted = true;
        guarded();
        return;
      }
      if (scheduled) return;
      scheduled = true;
      if (shown) view.setState("solving");
      const end = begin();
      host().nextFrame(() => {
        scheduled = false;
        stop();
        watch();
        end();
      });
    });
  }
  watch();
  host().onWidth(view.box, (pixels) => {
    width.value = pixels;
  });
  const start = () => {
    for (const question of questions) question.want();
    near.value = true;
  };
  if (options.when === "now") start();
  else host().whenNear(view.element, start);

  const element = view.element as Figure;
  element.rows = rows;
  element.command = whole;
  element.query = () => store.query(ofPicture());
  element.drawing = drawing;
  element.heading = () => view.title;
  element.provenance = provenance;
  return element;
}
