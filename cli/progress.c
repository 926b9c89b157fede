// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The bar is drawn five times a second at most; a signal only sets a flag that the next replica's end reads.
#define _POSIX_C_SOURCE 200809L
#include "progress.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { BAR = 40 };

// The one thing that a signal may touch.
static volatile sig_atomic_t is_interrupted;

static void interrupt(int signal_number) {
  (void)signal_number;
  is_interrupted = 1;
}

// The second Ctrl-C is not caught any more.
static void catch_signals(void) {
  struct sigaction action = {.sa_handler = interrupt, .sa_flags = (int)SA_RESETHAND};
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
}

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void draw(const progress_bar *bar, int32_t done, int32_t total) {
  char blocks[BAR + 1];
  const int32_t full = (int32_t)((int64_t)BAR * done / total);
  memset(blocks, ' ', BAR);
  memset(blocks, '=', (size_t)full);
  blocks[BAR] = 0;
  const double gone = seconds_now() - bar->began;
  const double left = done > 0 ? gone * (total - done) / done : 0;
  fprintf(stderr, "\r[%s] %d of %d replicas, %.0f s left ", blocks, done, total, left);
}

int32_t progress_show(void *context, int32_t done, int32_t total) {
  progress_bar *bar = context;
  const double now = seconds_now();
  if (bar->is_shown && now - bar->shown > 0.2) {
    draw(bar, done, total);
    bar->shown = now;
  }
  return is_interrupted;
}

void progress_end(const progress_bar *bar) {
  if (bar->is_shown) fprintf(stderr, "\r%*s\r", BAR + 48, "");
}

progress_bar progress_begin(bool is_wanted) {
  catch_signals();
  return (progress_bar){.is_shown = is_wanted && isatty(STDERR_FILENO), .began = seconds_now()};
}
