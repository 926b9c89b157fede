// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What controls change: bytes of a copy of the model. A number goes where the scenario's own went, and the range that it had is pinned to it;
// the same bits as natively with --set.
import { Control } from "../data";

export type Values = Map<string, number>; // by control: as shown, days of a date, place of a word

const fixed = 0; // CP_SHAPE_FIXED

export function patched(model: Uint8Array, controls: Control[], values: Values): Uint8Array {
  const bytes = model.slice(),
    view = new DataView(bytes.buffer);
  for (const control of controls) {
    const shown = values.get(control.id);
    if (shown === undefined || !control.places) continue;
    const value = shown * control.factor;
    for (const place of control.places)
      place.kind === "f64" ? view.setFloat64(place.offset, value, true) : view.setInt32(place.offset, value, true);
    for (const range of control.ranges ?? []) {
      view.setInt32(range.shape, fixed, true);
      view.setFloat64(range.mode, value, true);
    }
  }
  return bytes;
}

const day = (days: number): string => new Date(days * 86400000).toISOString().slice(0, 10);

// The value as --set takes it.
export function written(control: Control, shown: number): string {
  if (control.type === "date") return day(shown);
  if (control.type === "choice") return control.choices![shown]!;
  return control.unit ? `${shown} ${control.unit}` : String(shown);
}

export function settings(controls: Control[], values: Values): string[] {
  return controls.flatMap((control) =>
    values.has(control.id) ? control.set.map((path) => `${path}=${written(control, values.get(control.id)!)}`) : [],
  );
}
