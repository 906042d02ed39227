#include "policy/decide/ages.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"

namespace sceau::policy {
namespace {

absl::CivilDay LastDay(absl::CivilMonth month) {
  return absl::CivilDay(month + 1) - 1;
}

}  // namespace

uint8_t CompletedYears(absl::CivilDay birth, absl::CivilDay today) {
  if (today < birth) return 0;
  const int64_t years = today.year() - birth.year();
  if (years > kMaxAge) return kMaxAge;
  const bool had_birthday = AddYears(birth, static_cast<int>(years)) <= today;
  return static_cast<uint8_t>(had_birthday ? years : years - 1);
}

absl::CivilDay AddYears(absl::CivilDay day, int years) {
  // 29 February normalizes to 1 March by itself.
  return absl::CivilDay(day.year() + years, day.month(), day.day());
}

absl::CivilDay AddMonths(absl::CivilDay day, int months) {
  const absl::CivilMonth month = absl::CivilMonth(day) + months;
  return std::min(absl::CivilDay(month) + (day.day() - 1), LastDay(month));
}

bool IsEligible(absl::CivilDay birth, absl::CivilDay day, int from, int to) {
  if (day < birth) return false;
  const int age = CompletedYears(birth, day);
  return from <= age && age <= to;
}

absl::optional<absl::CivilDay> ParseDay(absl::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return absl::nullopt;
  }
  for (size_t i = 0; i < text.size(); ++i) {
    if (i != 4 && i != 7 &&
        !absl::ascii_isdigit(static_cast<unsigned char>(text[i]))) {
      return absl::nullopt;
    }
  }
  int year = 0;
  int month = 0;
  int day = 0;
  if (!absl::SimpleAtoi(text.substr(0, 4), &year) ||
      !absl::SimpleAtoi(text.substr(5, 2), &month) ||
      !absl::SimpleAtoi(text.substr(8, 2), &day) || year < 1) {
    return absl::nullopt;
  }
  const absl::CivilDay parsed(year, month, day);
  if (parsed.month() != month || parsed.day() != day) return absl::nullopt;
  return parsed;
}

}  // namespace sceau::policy
