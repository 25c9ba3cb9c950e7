/** Event of the window when everything folded has been opened to be printed: what was never on the screen is drawn now. */
export const UNFOLDED = "unfolded";
