// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Quantiles of an uncertain parameter. Two-piece normal shapes join at the median, so each side
// keeps the 5% or 95% point that the author gave.

#include "num/range.h"

#include "num/elementary.h"

#define UPPER_POINT 0.95

bool cp_range_is_valid(cp_shape shape, double low, double mode, double high) {
  const double largest = 1.7976931348623157e308;
  if (!(mode >= -largest && mode <= largest)) return false;
  if (shape == CP_SHAPE_FIXED) return true;
  if (!(low >= -largest && low <= mode && mode <= high && high <= largest)) return false;
  if (shape == CP_SHAPE_LOGNORMAL) return low > 0.0;
  if (shape == CP_SHAPE_LOGITNORMAL) return low > 0.0 && high < 1.0;
  return true;
}

static double triangle_quantile(double low, double mode, double high, double u) {
  const double width = high - low;
  if (!(width > 0.0)) return mode;
  if (u * width < mode - low) return low + __builtin_sqrt(u * width * (mode - low));
  return high - __builtin_sqrt((1.0 - u) * width * (high - mode));
}

// Median plus z spreads of the side on which z lies.
static double two_piece(double low, double mode, double high, double u) {
  const double z = cp_normal_quantile(u) / cp_normal_quantile(UPPER_POINT);
  return mode + z * (z < 0.0 ? mode - low : high - mode);
}

double cp_range_quantile(cp_shape shape, double low, double mode, double high, double u) {
  switch (shape) {
    case CP_SHAPE_FIXED:
      return mode;
    case CP_SHAPE_UNIFORM:
      return low + (high - low) * u;
    case CP_SHAPE_TRIANGLE:
      return triangle_quantile(low, mode, high, u);
    case CP_SHAPE_NORMAL:
      return two_piece(low, mode, high, u);
    case CP_SHAPE_LOGNORMAL:
      return cp_exp(two_piece(cp_log(low), cp_log(mode), cp_log(high), u));
    case CP_SHAPE_LOGITNORMAL:
      return cp_logistic(two_piece(cp_logit(low), cp_logit(mode), cp_logit(high), u));
  }
  return mode;
}
