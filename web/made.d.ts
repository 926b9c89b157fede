// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What build.mjs makes while it bundles.
declare module "made:world" {
  const packed: string;
  export default packed;
}
declare module "made:worker" {
  const text: string;
  export default text;
}
