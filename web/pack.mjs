// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Packs a file as the page holds it, gzip in base64: node pack.mjs INPUT OUTPUT
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { gzipSync } from "node:zlib";

const [input, output] = process.argv.slice(2);
mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, gzipSync(readFileSync(input), { level: 9 }).toString("base64"));
