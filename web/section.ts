// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A section of the page: its heading, what it says in words, and its figures, which are drawn anew when the compared run changes.
import { h, Child } from "./dom";
import { Figure, Framed, frame } from "./figure";
import { View } from "./view";

export interface Section {
  id: string;
  title: string;
  element: HTMLElement;
  refresh: (view: View) => void;
}

export class Builder {
  readonly element: HTMLElement;
  private readonly redraw: ((view: View) => void)[] = [];

  constructor(
    readonly id: string,
    readonly title: string,
    private readonly view: View,
  ) {
    this.element = h(
      "section",
      { id, "aria-labelledby": `${id}-title` },
      h(
        "h2",
        { id: `${id}-title` },
        title,
        h("a", { class: "link", href: `#${id}`, "aria-label": `Link to: ${title}` }, "#"),
      ),
    );
  }

  add(...children: Child[]): this {
    for (const child of children) if (child) this.element.append(child instanceof Node ? child : String(child));
    return this;
  }

  // A figure, or a line that says why it is not there.
  figure(id: string, make: (view: View) => Figure | null, missing?: string, into: HTMLElement = this.element): this {
    const framed: Framed | null = frame(id, () => make(this.view));
    if (framed) {
      into.append(framed.element);
      this.redraw.push((view) => framed.refresh(() => make(view)));
    } else if (missing) {
      into.append(h("p", { class: "missing" }, missing));
    }
    return this;
  }

  // What stands in words and changes with the view.
  words(make: (view: View) => HTMLElement): this {
    let now = make(this.view);
    this.element.append(now);
    this.redraw.push((view) => {
      const next = make(view);
      now.replaceWith(next);
      now = next;
    });
    return this;
  }

  done(): Section {
    return {
      id: this.id,
      title: this.title,
      element: this.element,
      refresh: (view) => this.redraw.forEach((again) => again(view)),
    };
  }
}
