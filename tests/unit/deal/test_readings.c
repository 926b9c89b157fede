// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Laws of readings beyond the plain ones (test_deal.c): months, noise, tonnes granted and licensed.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/date.h"
#include "harness/small_deal.h"

enum { SHIPPED, APPROVED, GRANTED, LICENSED };
enum { BASE = 100, WINDOW = 10 };
static int32_t first, as_of, last;

static void one_reading(small_deal *deal, int32_t series) {
  const cp_counts counts = {.n_reading = 1,
                            .n_reading_lane = 1,
                            .n_lane = 1,
                            .n_gate = 1,
                            .n_agreement = 1,
                            .n_clause = 1,
                            .n_class = 1};
  first = cp_day_from(2025, 1, 1);
  as_of = cp_day_from(2025, 2, 10);
  last = cp_day_from(2025, 12, 31);
  small_deal_begin(deal, &counts, first, as_of, last);
  WRITE(int32_t, deal->model.reading_lane_first)[1] = 1;
  WRITE(int32_t, deal->model.reading_series)[0] = series;
  WRITE(int32_t, deal->model.reading_window)[0] = WINDOW;
  WRITE(double, deal->model.reading_base)[0] = BASE;
  WRITE(uint32_t, deal->model.reading_hash)[0] = 5;
  deal->draw.reading_at_least[0] = 0.5;
  small_deal_start(deal, 0);
}

// Ships as many units a day as the month has number, to the end of a day.
static void ship_to(small_deal *deal, int32_t day) {
  while (deal->state.day[0] < day) {
    deal->state.departed_total[0] += cp_day_split(deal->state.day[0] + 1).month * 10.0;
    small_deal_run(deal, deal->state.day[0] + 1);
  }
}

static void a_month_is_published_on_its_day_of_the_next_and_stands(void **unused) {
  (void)unused;
  small_deal deal;
  one_reading(&deal, SHIPPED);
  WRITE(int32_t, deal.model.reading_publish_day)[0] = 20;
  WRITE(double, deal.model.reading_observed)[0] = 0.77;
  ship_to(&deal, as_of);
  assert_true(deal.state.reading_now[0] == 0.77);
  // the figure known on as_of stands until the next
  ship_to(&deal, cp_day_from(2025, 2, 19));
  assert_true(deal.state.reading_now[0] == 0.77);
  ship_to(&deal, cp_day_from(2025, 2, 20));
  // January's: its first day has no day before it in the run
  assert_true(deal.state.reading_now[0] == -1.0);
  ship_to(&deal, cp_day_from(2025, 3, 19));
  assert_true(deal.state.reading_now[0] == -1.0);
  ship_to(&deal, cp_day_from(2025, 3, 20));
  assert_true(fabs(deal.state.reading_now[0] - 0.2) < 1e-12);
  ship_to(&deal, cp_day_from(2025, 7, 19));
  assert_true(fabs(deal.state.reading_now[0] - 0.5) < 1e-12);
  ship_to(&deal, cp_day_from(2025, 7, 20));
  assert_true(fabs(deal.state.reading_now[0] - 0.6) < 1e-12);
  assert_int_equal(deal.state.reading_first[0], as_of);
  small_deal_end(&deal);
}

static void the_31st_of_a_short_month_is_its_last_day(void **unused) {
  (void)unused;
  small_deal deal;
  one_reading(&deal, SHIPPED);
  WRITE(int32_t, deal.model.reading_publish_day)[0] = 31;
  ship_to(&deal, cp_day_from(2025, 4, 29));
  assert_true(fabs(deal.state.reading_now[0] - 0.2) < 1e-12);
  ship_to(&deal, cp_day_from(2025, 4, 30));
  assert_true(fabs(deal.state.reading_now[0] - 0.3) < 1e-12);
  small_deal_end(&deal);
}

// A figure is off by one factor for as long as it stands.
static void noise_is_drawn_once_per_figure(void **unused) {
  (void)unused;
  small_deal deal;
  one_reading(&deal, SHIPPED);
  WRITE(int32_t, deal.model.reading_publish_day)[0] = 20;
  deal.draw.reading_noise[0] = 0.25;
  for (int32_t cell = 0; cell < CP_TABLE; cell++) {
    // two factors are enough for a test
    deal.draw.reading_off[cell] = cell < CP_TABLE / 2 ? 0.5 : 2.0;
  }
  int32_t n_low = 0;
  for (uint32_t replica = 0; replica < 400; replica++) {
    small_deal_start(&deal, replica);
    ship_to(&deal, cp_day_from(2025, 3, 20));
    const double figure = deal.state.reading_now[0];
    assert_true(fabs(figure - 0.1) < 1e-12 || fabs(figure - 0.4) < 1e-12);
    n_low += figure < 0.2;
    ship_to(&deal, cp_day_from(2025, 4, 19));
    assert_true(deal.state.reading_now[0] == figure);
  }
  // 400 fair draws: 200 with a standard deviation of 10
  assert_in_range(n_low, 155, 245);
  small_deal_end(&deal);
}

static void granted_tonnes_are_those_of_the_window(void **unused) {
  (void)unused;
  small_deal deal;
  one_reading(&deal, GRANTED);
  const int32_t grant = as_of + 20;
  small_deal_run(&deal, grant - 1);
  deal.state.licensed_total[0] = 800.0;
  small_deal_run(&deal, grant);
  assert_true(deal.state.reading_now[0] == 0.0);
  small_deal_run(&deal, grant + 1);
  assert_true(deal.state.reading_now[0] == 0.8);
  small_deal_run(&deal, grant + WINDOW);
  assert_true(deal.state.reading_now[0] == 0.8);
  small_deal_run(&deal, grant + WINDOW + 1);
  assert_true(deal.state.reading_now[0] == 0.0);
  small_deal_end(&deal);
}

static void licensed_tonnes_are_what_licences_still_allow(void **unused) {
  (void)unused;
  small_deal deal;
  one_reading(&deal, LICENSED);
  const int32_t day = as_of + 20;
  small_deal_run(&deal, day - 1);
  deal.state.licence_left[0] = 600.0;
  small_deal_run(&deal, day + 1);
  assert_true(deal.state.reading_now[0] == 0.6);
  deal.state.licence_left[0] = 100.0;
  small_deal_run(&deal, day + 3);
  assert_true(deal.state.reading_now[0] == 0.1);
  small_deal_end(&deal);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_month_is_published_on_its_day_of_the_next_and_stands),
      cmocka_unit_test(the_31st_of_a_short_month_is_its_last_day),
      cmocka_unit_test(noise_is_drawn_once_per_figure),
      cmocka_unit_test(granted_tonnes_are_those_of_the_window),
      cmocka_unit_test(licensed_tonnes_are_what_licences_still_allow),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
