import { describe, expect, it } from "vitest";
import { fixShell } from "../../tools/shell.js";

describe("the page shell", () => {
  const bare =
    '<!DOCTYPE html>\n<html>\n<head><meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1"></head><body></body></html>';

  it("says its language and lets readers zoom", () => {
    expect(fixShell(bare)).toContain('<html lang="en">');
    expect(fixShell(bare)).toContain('content="width=device-width, initial-scale=1"');
  });

  it("that has changed in Framework stops the build", () => {
    expect(() => fixShell(bare.replace("<html>", '<html dir="ltr">'))).toThrow(/no longer contains <html>/);
    expect(() => fixShell(`${bare}<nav id="observablehq-sidebar">`)).toThrow(/no longer contains <input/);
  });
});
