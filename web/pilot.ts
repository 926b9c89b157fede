// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Asking again: controls beside the page, the engine in workers, the new run beside the old.
import { Page, Run } from "./data";

export function startPilot(page: Page, main: HTMLElement, contents: HTMLElement, show: (other: Run | null, name: string) => void): void {
  void page, main, contents, show;
}
