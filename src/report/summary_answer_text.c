// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The answer in lines that can be mailed: shipments, return, lines, clauses, and what it rests on.
#include "base/date.h"
#include "report/summary_say.h"

enum { MOST_FIRMS = 3 };

static const double share_worth_naming = 0.05;

// A share of replicas as so many of ten.
static const char *of_ten(double share) {
  static const char *const words[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"};
  if (share > 0 && share < 0.05) return "<1";
  if (share < 1 && share >= 0.95) return ">9";
  return words[(int32_t)(10 * share + 0.5)];
}

static void say_horizons(cp_printer *page, cp_text name, double base, bool is_world) {
  const cp_summary_answer *answer = &page->summary->answer;
  if (base <= 0) return;
  CP_SAY(page, "  %-15.*s", CP_TEXT_ARGUMENTS(name));
  for (int32_t place = 0; place < answer->n_horizon; place++) {
    const cp_summary_horizon *horizon = &answer->horizon[place];
    const cp_band band = is_world ? horizon->world : horizon->headline;
    char month[8];
    CP_SAY(page, "%s%s %.0f%% [%.0f..%.0f]", place == 0 ? "" : "  ",
           cp_month_format(horizon->month, month), 100 * band.median, 100 * band.low,
           100 * band.high);
  }
  CP_SAY(page, "\n");
}

static void say_return(cp_printer *page) {
  const cp_summary_answer *answer = &page->summary->answer;
  CP_SAY(page, "  %-15s%.*s: ", "back at 90%", CP_TEXT_ARGUMENTS(page->summary->headline_name));
  if (answer->n_year == 0) {
    CP_SAY(page, "by the end of the run in %s of 10 replicas\n",
           of_ten(1.0 - answer->never_back.share));
    return;
  }
  CP_SAY(page, "by the end of ");
  for (int32_t year = 0; year < answer->n_year; year++) {
    CP_SAY(page, "%s%d in %s%s", year == 0 ? "" : ", ", answer->first_year + year,
           of_ten(answer->back_by[year].share), year == 0 ? " of 10 replicas" : "");
  }
  CP_SAY(page, "; never in the run in %s\n", of_ten(answer->never_back.share));
}

static void say_shipments(cp_printer *page) {
  const cp_summary *summary = page->summary;
  const cp_summary_answer *answer = &summary->answer;
  if (!summary->has_goods)
    CP_SAY(page,
           "  %-15snot told: no lane carries the headline good as it is known then (see `check`)\n",
           "shipments");
  if (answer->headline_base <= 0) return;
  CP_SAY(page, "  %-15sin %% of the baseline month (%.*s %.0f t", "shipments",
         CP_TEXT_ARGUMENTS(summary->headline_name), answer->headline_base);
  if (answer->world_base > 0) CP_SAY(page, ", world %.0f t", answer->world_base);
  CP_SAY(page, ")\n");
  say_horizons(page, summary->headline_name, answer->headline_base, false);
  say_horizons(page, CP_TEXT("world"), answer->world_base, true);
  say_return(page);
}

// The place of the firm that follows `after` when the larger share comes first, -1 none.
static int32_t next_firm(const cp_summary_answer *answer, bool is_stood, int32_t after) {
  int32_t next = -1;
  double best = -1;
  for (int32_t place = 0; place < answer->n_firm; place++) {
    const cp_summary_firm *firm = &answer->firm[place], *before = &answer->firm[after];
    const double share = is_stood ? firm->stood.share : firm->first.share;
    const double limit = after < 0 ? 2 : is_stood ? before->stood.share : before->first.share;
    const bool is_left = share < limit || (share == limit && place > after);
    if (!is_left || share <= best) continue;
    best = share;
    next = place;
  }
  return best < share_worth_naming ? -1 : next;
}

void cp_summary_say_firms(cp_printer *page, bool is_stood) {
  const cp_summary_answer *answer = &page->summary->answer;
  int32_t place = -1, n = 0;
  while (n < MOST_FIRMS && (place = next_firm(answer, is_stood, place)) >= 0) {
    const cp_summary_firm *firm = &answer->firm[place];
    CP_SAY(page, "%s%.*s %.0f%%", n == 0 ? "" : ", ", CP_TEXT_ARGUMENTS(firm->name),
           100 * (is_stood ? firm->stood.share : firm->first.share));
    n++;
  }
  if (n == 0) CP_SAY(page, "none in as many as 5%% of replicas");
}

static void say_lines(cp_printer *page) {
  const cp_summary *summary = page->summary;
  const cp_band before = summary->lost_before, after = summary->lost_after;
  CP_SAY(page,
         "  %-15svehicle line-weeks lost: %.1f%% [%.1f..%.1f] so far, %.1f%% [%.1f..%.1f] after",
         "lines", 100 * before.median, 100 * before.low, 100 * before.high, 100 * after.median,
         100 * after.low, 100 * after.high);
  CP_SAY(page, "\n  %-15sover 5%% after in %.0f%% of replicas; stood so far: ", "",
         100 * summary->answer.lost_much.share);
  cp_summary_say_firms(page, true);
  CP_SAY(page, "\n  %-15sfirst to stand next: ", "");
  cp_summary_say_firms(page, false);
  CP_SAY(page, "\n");
}

static void say_units(cp_printer *page) {
  const cp_summary_losses *losses = &page->summary->losses;
  const cp_band lost = losses->lost_share, later = losses->recovered_share, net = losses->net_share;
  char day[16];
  CP_SAY(page,
         "  %-15svehicles planned after %s: %.1f%% [%.1f..%.1f] lost gross, %.1f%% [%.1f..%.1f]\n"
         "  %-15smade later, %.1f%% [%.1f..%.1f] lost net",
         "units", cp_day_words(page->summary->certificate.as_of, day), 100 * lost.median,
         100 * lost.low, 100 * lost.high, 100 * later.median, 100 * later.low, 100 * later.high, "",
         100 * net.median, 100 * net.low, 100 * net.high);
  if (losses->has_value) {
    const double scale = 1e9;
    CP_SAY(page, " = %.1f [%.1f..%.1f] billion USD of value added",
           losses->value_net.median / scale, losses->value_net.low / scale,
           losses->value_net.high / scale);
  }
  CP_SAY(page, "\n");
}

static void say_clause(cp_printer *page, const cp_summary_clause *clause) {
  char day[16];
  const int32_t year = cp_day_split(page->summary->certificate.as_of).year;
  CP_SAY(page, "  %-15.*sfirst met by the end of %d in %.0f%%", CP_TEXT_ARGUMENTS(clause->name),
         year, 100 * clause->met_by_year.share);
  if (clause->deadline != CP_DAY_NONE) {
    CP_SAY(page, ", by %s in %.0f%%", cp_day_words(clause->deadline, day), 100 * clause->met.share);
  }
  CP_SAY(page, ", of the run in %.0f%%", 100 * clause->met_by_end.share);
  if (clause->met_by_end.share > 0) {
    CP_SAY(page, " (median %s)", cp_day_words((int32_t)clause->met_day.median, day));
  }
  CP_SAY(page, "\n  %-15smet on the last day in %.0f%%", "", 100 * clause->holds.share);
  if (clause->act.share >= 0) {
    CP_SAY(page, "; where met, the act follows in %.0f%% (%.*s): %.0f%% in all",
           100 * clause->act.share, CP_TEXT_ARGUMENTS(clause->basis), 100 * clause->both.share);
  }
  CP_SAY(page, "\n");
}

// What users may turn to.
static const char *turning_of(const cp_summary *summary) {
  if (!summary->may_turn)
    return "demand.alternatives is no: users turn to nothing, losses are an upper bound";
  if (summary->n_alternative == 0)
    return "no alternatives in the scenario: losses are an upper bound";
  return "users turn to what the alternatives name (what that is worth: demand.alternatives=no)";
}

static void say_ground(cp_printer *page) {
  const cp_summary *summary = page->summary;
  char day[16];
  CP_SAY(page,
         "  %-15s%s after %s;%s\n"
         "  %-15s%s;\n  %-15s%d assumed values",
         "rests on",
         summary->has_moving_stance ? "stances that move by their hazards"
                                    : "stance of each class fixed",
         cp_day_words(summary->certificate.as_of, day),
         summary->n_sector > 0 ? "" : " no economy behind the chain;", "", turning_of(summary), "",
         summary->certificate.n_assumed);
  if (summary->n_recent > 0) {
    CP_SAY(page, "; %d of %d published figures inside the 80%% band", summary->n_inside,
           summary->n_recent);
  }
  CP_SAY(page, "\n");
}

void cp_summary_say_answer(cp_printer *page) {
  const cp_summary *summary = page->summary;
  char day[16];
  CP_SAY(page, "\nin short, seen from %s: median [80%% band]\n",
         cp_day_words(summary->certificate.as_of, day));
  say_shipments(page);
  if (summary->answer.n_firm > 0) say_lines(page);
  if (summary->losses.n_maker > 0) say_units(page);
  for (int32_t place = 0; place < summary->n_clause; place++) {
    if (summary->clause[place].has_reading) say_clause(page, &summary->clause[place]);
  }
  say_ground(page);
}
