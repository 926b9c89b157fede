// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The answer: a sentence and five numbers, each with its band and its Monte-Carlo error; beside a second run the difference.
import { Headline, headlines, sentence } from "../answer";
import { h } from "../dom";
import { Builder, Section } from "../section";
import { View } from "../view";
import { number } from "../words";

function card(one: Headline, other: Headline | undefined, name: string): HTMLElement {
  return h(
    "div",
    { class: `card${one.judged ? " judged-card" : ""}`, "data-number": one.id },
    h(
      "p",
      { class: "big" },
      one.format(one.value),
      one.judged && h("abbr", { class: "judgement", title: "rests on judgement, not on data" }, "judgement"),
    ),
    h("p", { class: "card-title" }, one.title),
    one.low !== null &&
      one.high !== null &&
      h("p", { class: "band-words" }, `80 %: ${one.format(one.low)} to ${one.format(one.high)}`),
    h("p", { class: "grey" }, one.note),
    h("p", { class: "grey error" }, `± ${one.format(one.error)} Monte-Carlo error`),
    other && h("p", { class: "orange-text other" }, `${name}: ${other.format(other.value)}`),
  );
}

export function answer(view: View): Section {
  return new Builder("answer", "What may happen", view)
    .words((now) => {
      const others = now.other ? headlines(now.other) : [],
        run = now.base;
      const count = run.summary.replicas;
      return h(
        "div",
        {},
        h("p", { class: "sentence" }, sentence(run)),
        now.other && h("p", { class: "sentence orange-text" }, `${now.otherName}: ${sentence(now.other)}`),
        h(
          "div",
          { class: "cards" },
          ...headlines(run).map((one) =>
            card(
              one,
              others.find((two) => two.id === one.id),
              now.otherName,
            ),
          ),
        ),
        h(
          "p",
          { class: "note" },
          `${number(count)} replicas, each with values of its own from the ranges of the scenario, seed ${run.summary.seed}${run.summary.state === "complete" ? "" : `; the run was stopped after ${count} of ${run.summary.replicas_asked} replicas, so errors are larger`}. Bands hold the scenario's ranges and chance; they do not hold what the scenario leaves out: other controls than those that it knows, war, other buyers' politics.`,
        ),
      );
    })
    .done();
}
