#include "server/oversight/signals.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"

#include "policy/decide/types.h"
#include "server/group_state/charter_record.h"
#include "server/group_state/member_record.h"
#include "server/journal/inputs.h"

namespace sceau {
namespace {

constexpr int64_t kHourNs = 3'600'000'000'000;
constexpr int64_t kDayNs = 24 * kHourNs;
constexpr uint16_t kFollowUp =
    policy::kSession | policy::kLeadWorker | policy::kOpenAction |
    policy::kPendingValidation | policy::kOpenRequest;

// The civil hour of a moment, looked up once an hour: zones differ by whole
// hours in Europe.
class Hours {
 public:
  explicit Hours(const CivilClock& clock) : clock_(clock) {}

  absl::CivilHour Of(int64_t time_ns) {
    const int64_t hour = time_ns / kHourNs;
    if (hour != hour_) {
      hour_ = hour;
      civil_ = clock_.HourOf(absl::FromUnixNanos(time_ns));
    }
    return civil_;
  }

 private:
  const CivilClock& clock_;
  int64_t hour_ = -1;
  absl::CivilHour civil_;
};

bool IsOutOfHours(absl::CivilHour hour, const policy::Clocks& clocks) {
  const absl::Weekday day = absl::GetWeekday(absl::CivilDay(hour));
  return day == absl::Weekday::saturday || day == absl::Weekday::sunday ||
         hour.hour() < clocks.office_from_hour ||
         hour.hour() >= clocks.office_to_hour;
}

// Accesses of one member that belong together, by rule and what sets them
// apart: a day, a case.
class Gathering {
 public:
  void Add(v1::SignalRule rule, absl::string_view apart,
           const AccessChunk& chunk, size_t row) {
    FoundSignal& signal = found_[{rule, chunk.member[row], std::string(apart)}];
    if (signal.observed == 0) {
      signal.rule = rule;
      signal.member = chunk.member[row];
      signal.partner = chunk.partner[row];
      signal.first_ns = chunk.time_ns[row];
    }
    ++signal.observed;
    signal.last_ns = chunk.time_ns[row];
    if (signal.leaves.size() < kMaxSignalLeaves) {
      signal.leaves.push_back(chunk.leaf[row]);
    }
    for (const Pseudonym& each : CasesOf(chunk, row)) {
      if (signal.cases.size() < kMaxSignalLeaves &&
          std::find(signal.cases.begin(), signal.cases.end(), each) ==
              signal.cases.end()) {
        signal.cases.push_back(each);
      }
    }
  }

  // Those that reach the threshold of their rule, in order.
  template <typename Threshold>
  std::vector<FoundSignal> Ranked(Threshold threshold) && {
    std::vector<FoundSignal> ranked;
    for (auto& [key, signal] : found_) {
      if (threshold(signal)) ranked.push_back(std::move(signal));
    }
    // Equal ones stay as the map has them: by rule, member, day or case.
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const FoundSignal& a, const FoundSignal& b) {
                       if (a.rule != b.rule) return a.rule < b.rule;
                       return int64_t{a.observed} * b.threshold >
                              int64_t{b.observed} * a.threshold;
                     });
    return ranked;
  }

 private:
  std::map<std::tuple<v1::SignalRule, uint32_t, std::string>, FoundSignal>
      found_;
};

// Readings of a member by civil day, as days since 1970.
using DayCounts = std::map<int64_t, int>;

int64_t DayNumber(absl::CivilDay day) {
  return day - absl::CivilDay(1970, 1, 1);
}

// The median of the days with readings among the kHabitDays before.
int UsualDay(const DayCounts& days, int64_t day) {
  std::vector<int> counts;
  for (auto at = days.lower_bound(day - kHabitDays);
       at != days.end() && at->first < day; ++at) {
    counts.push_back(at->second);
  }
  if (counts.empty()) return 0;
  const auto middle =
      counts.begin() + static_cast<std::ptrdiff_t>(counts.size() / 2);
  std::nth_element(counts.begin(), middle, counts.end());
  return *middle;
}

// What is read of the journal before the period is looked at: when members
// were removed, who signed which version, how much each reads on a day.
struct History {
  absl::flat_hash_map<uint32_t, int64_t> removed;  // By member.
  absl::flat_hash_map<Pseudonym, std::vector<uint32_t>> signers;
  absl::flat_hash_map<uint32_t, DayCounts> readings;
};

History ReadHistory(const SignalSource& source, int64_t from, int64_t to,
                    Hours& hours) {
  absl::flat_hash_map<Pseudonym, uint32_t> members;
  const auto& ids = source.snapshot.names->Of(AccessNames::kMember);
  for (size_t i = 0; i < ids.size(); ++i) {
    members.emplace(source.pseudonyms.Of(kMemberKind, ids[i]),
                    static_cast<uint32_t>(i));
  }
  History history;
  // What came after the period counts too: a removal, a signature.
  source.snapshot.Visit(
      from - kHabitDays * kDayNs, INT64_MAX, 0,
      [&](const AccessChunk& chunk, size_t row) {
        if (chunk.OutcomeOf(row) != Outcome::kAllowed) return true;
        const auto resources = chunk.ResourcesOf(row);
        switch (chunk.OperationOf(row)) {
          case v1::OPERATION_MEMBER_REMOVE:
            for (const Pseudonym& each : resources) {
              const auto found = members.find(each);
              if (found == members.end()) continue;
              history.removed.emplace(found->second, chunk.time_ns[row]);
            }
            break;
          case v1::OPERATION_CHARTER_SIGN:
            for (const Pseudonym& each : resources) {
              history.signers[each].push_back(chunk.member[row]);
            }
            break;
          default:
            if (chunk.IsReading(row) && chunk.time_ns[row] < to) {
              const auto day =
                  DayNumber(absl::CivilDay(hours.Of(chunk.time_ns[row])));
              ++history.readings[chunk.member[row]][day];
            }
        }
        return true;
      });
  return history;
}

// The ends of signatures, by the snapshot's numbers of the versions.
std::vector<const SignatureEnd*> EndsByNumber(const SignalSource& source) {
  const auto& versions = source.snapshot.names->Of(AccessNames::kCharter);
  std::vector<const SignatureEnd*> ends(versions.size(), nullptr);
  for (size_t i = 0; i < versions.size(); ++i) {
    for (const SignatureEnd& end : source.signature_ends) {
      if (end.version == versions[i]) ends[i] = &end;
    }
  }
  return ends;
}

class Rules {
 public:
  Rules(const SignalSource& source, const History& history)
      : source_(source),
        history_(history),
        ends_(EndsByNumber(source)),
        hours_(source.clock) {}

  void Look(const AccessChunk& chunk, size_t row) {
    const absl::CivilHour hour = hours_.Of(chunk.time_ns[row]);
    const std::string day = absl::StrCat(
        absl::Dec(DayNumber(absl::CivilDay(hour)), absl::kZeroPad8));
    if (chunk.OutcomeOf(row) == Outcome::kDenied) {
      gathering_.Add(v1::SIGNAL_RULE_REFUSALS, day, chunk, row);
    } else if (chunk.OperationOf(row) == v1::OPERATION_CASE_CREATE &&
               chunk.OutcomeOf(row) == Outcome::kAllowed) {
      gathering_.Add(v1::SIGNAL_RULE_IMPORT, day, chunk, row);
    }
    if (!chunk.IsReading(row)) return;
    gathering_.Add(v1::SIGNAL_RULE_BURST, day, chunk, row);
    if (IsOutOfHours(hour, source_.clocks)) {
      gathering_.Add(v1::SIGNAL_RULE_OUT_OF_HOURS, day, chunk, row);
    }
    if (IsOutsideFollowUp(chunk, row)) {
      const Pseudonym& of = chunk.ResourcesOf(row).front();
      gathering_.Add(v1::SIGNAL_RULE_OUTSIDE_FOLLOW_UP, crypto::AsText(of),
                     chunk, row);
    }
    if (IsBeforeRemoval(chunk, row)) {
      gathering_.Add(v1::SIGNAL_RULE_BEFORE_REMOVAL, "", chunk, row);
    }
    if (IsBeforeSignatureEnd(chunk, row)) {
      gathering_.Add(v1::SIGNAL_RULE_BEFORE_SIGNATURE_END,
                     absl::StrCat(chunk.charter[row]), chunk, row);
    }
  }

  std::vector<FoundSignal> Found() && {
    return std::move(gathering_).Ranked([this](FoundSignal& signal) {
      return Reaches(signal);
    });
  }

 private:
  bool IsOutsideFollowUp(const AccessChunk& chunk, size_t row) const {
    if (chunk.OperationOf(row) != v1::OPERATION_READ ||
        chunk.ResourcesOf(row).empty()) {
      return false;
    }
    const policy::Question question =
        UnpackInputs(chunk.inputs[row], v1::OPERATION_READ);
    return question.role != v1::ROLE_COORDINATOR &&
           (question.relations & kFollowUp) == 0;
  }

  bool IsBeforeRemoval(const AccessChunk& chunk, size_t row) const {
    const auto removed = history_.removed.find(chunk.member[row]);
    return removed != history_.removed.end() &&
           chunk.time_ns[row] < removed->second &&
           chunk.time_ns[row] >=
               removed->second - source_.clocks.signal_removal_days * kDayNs;
  }

  bool IsBeforeSignatureEnd(const AccessChunk& chunk, size_t row) const {
    const SignatureEnd* const end = ends_[chunk.charter[row]];
    if (end == nullptr || chunk.time_ns[row] >= end->end_ns ||
        chunk.time_ns[row] <
            end->end_ns - source_.clocks.signal_signature_days * kDayNs) {
      return false;
    }
    if (end->next.empty()) return true;
    const auto signers =
        history_.signers.find(source_.pseudonyms.Of(kCharterKind, end->next));
    return signers == history_.signers.end() ||
           std::find(signers->second.begin(), signers->second.end(),
                     chunk.member[row]) == signers->second.end();
  }

  // Fills in what the rule compares with.
  bool Reaches(FoundSignal& signal) const {
    const policy::Clocks& clocks = source_.clocks;
    switch (signal.rule) {
      case v1::SIGNAL_RULE_REFUSALS:
        signal.threshold = clocks.signal_refusals;
        break;
      case v1::SIGNAL_RULE_IMPORT:
        signal.threshold = clocks.signal_opened_cases;
        break;
      case v1::SIGNAL_RULE_BURST: {
        Hours hours(source_.clock);
        const int64_t day =
            DayNumber(absl::CivilDay(hours.Of(signal.first_ns)));
        const auto days = history_.readings.find(signal.member);
        if (days != history_.readings.end()) {
          signal.usual = UsualDay(days->second, day);
        }
        signal.threshold = std::max(clocks.signal_burst_readings,
                                    signal.usual * clocks.signal_burst_factor);
        break;
      }
      default:
        signal.threshold = 1;
    }
    return signal.observed >= signal.threshold;
  }

  const SignalSource& source_;
  const History& history_;
  const std::vector<const SignatureEnd*> ends_;
  Hours hours_;
  Gathering gathering_;
};

}  // namespace

std::vector<FoundSignal> FindSignals(const SignalSource& source,
                                     absl::CivilDay first,
                                     absl::CivilDay last) {
  const int64_t from = absl::ToUnixNanos(source.clock.StartOf(first));
  const int64_t to = absl::ToUnixNanos(source.clock.StartOf(last + 1));
  Hours hours(source.clock);
  const History history = ReadHistory(source, from, to, hours);
  Rules rules(source, history);
  source.snapshot.Visit(from, to, 0, [&](const AccessChunk& chunk, size_t row) {
    rules.Look(chunk, row);
    return true;
  });
  return std::move(rules).Found();
}

std::string SignalText(v1::SignalRule rule, const policy::Clocks& clocks) {
  switch (rule) {
    case v1::SIGNAL_RULE_OUTSIDE_FOLLOW_UP:
      return "Dossier lu hors de toute séance, sans en être référent ni porter "
             "d'action (dès la première lecture).";
    case v1::SIGNAL_RULE_BEFORE_REMOVAL:
      return absl::StrCat("Dossier lu dans les ", clocks.signal_removal_days,
                          " jours avant la sortie du groupe.");
    case v1::SIGNAL_RULE_BURST:
      return absl::StrCat("En un jour, au moins ", clocks.signal_burst_readings,
                          " lectures et ", clocks.signal_burst_factor,
                          " fois le jour habituel de ce membre.");
    case v1::SIGNAL_RULE_REFUSALS:
      return absl::StrCat("En un jour, au moins ", clocks.signal_refusals,
                          " refus.");
    case v1::SIGNAL_RULE_BEFORE_SIGNATURE_END:
      return absl::StrCat("Dossier lu dans les ", clocks.signal_signature_days,
                          " derniers jours d'une signature qui n'a pas été "
                          "renouvelée.");
    case v1::SIGNAL_RULE_IMPORT:
      return absl::StrCat("En un jour, au moins ", clocks.signal_opened_cases,
                          " dossiers ouverts.");
    case v1::SIGNAL_RULE_OUT_OF_HOURS:
      return absl::StrCat("Dossier lu le samedi, le dimanche, avant ",
                          clocks.office_from_hour, " h ou à partir de ",
                          clocks.office_to_hour, " h.");
    default:
      return "";
  }
}

}  // namespace sceau
