// Days and moments as people write and read them, in the group's time zone.
//
// Civil days are those of Europe/Paris, wherever the workstation stands.
#ifndef SCEAU_CLIENT_CLI_WORDS_CIVIL_H_
#define SCEAU_CLIENT_CLI_WORDS_CIVIL_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"

#include "client/words/vocabulary.h"

namespace sceau {

// Europe/Paris; the workstation's own zone where tzdata is missing.
absl::TimeZone GroupTimeZone();

// A complete day: 04/03/2010, 4-3-2010, 2010-03-04, 4 mars 2010, and today,
// aujourd'hui, hier, yesterday. Nothing approximate.
std::optional<google::type::Date> ReadDay(absl::string_view text,
                                          absl::CivilDay today);

// A month: 09/2026, 2026-09; its day is 0. A complete day counts as its month.
std::optional<google::type::Date> ReadMonth(absl::string_view text,
                                            absl::CivilDay today);

google::type::Date DateOf(absl::CivilDay day);

// Absent for a date that is none (a month, a 30 February).
std::optional<absl::CivilDay> DayOf(const google::type::Date& date);

// « 4 mars 2010 », « 1er mars 2010 », « mars 2010 »; "4 March 2010". A date
// that is none is written as numbers.
std::string LongDate(const google::type::Date& date, Language language);

// 04/03/2010 in both languages; 03/2010 for a month.
std::string ShortDate(const google::type::Date& date);
std::string ShortDate(const google::protobuf::Timestamp& time);

// « 4 mars 2010 à 14 h 05 », "4 March 2010, 14:05".
std::string LongTime(const google::protobuf::Timestamp& time,
                     Language language);

// Completed years; a birthday on 29 February is kept on 1 March.
int CompletedYears(absl::CivilDay birth, absl::CivilDay today);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_WORDS_CIVIL_H_
