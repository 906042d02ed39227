// The rules by which accesses call for the officer's look. Each is one sentence
// with one threshold of the charter, and looks at one member against the
// charter or the member's own habit: no table of members, no score. Pure.
#ifndef SCEAU_SERVER_OVERSIGHT_SIGNALS_H_
#define SCEAU_SERVER_OVERSIGHT_SIGNALS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"

#include "policy/decide/tables.h"
#include "sceau/v1/journal_review_service.pb.h"
#include "server/journal/pseudonyms.h"
#include "server/oversight/access_index.h"
#include "server/runtime/clock.h"

namespace sceau {

// Leaves and cases that a signal names.
inline constexpr size_t kMaxSignalLeaves = 50;
// A member's usual day is the median of the active ones among so many before.
inline constexpr int kHabitDays = 90;

// When signatures of a version end: with the next one, or with its term.
struct SignatureEnd {
  std::string version = {};  // Id.
  int64_t end_ns = 0;
  std::string next = {};  // Id of the next version; empty = none yet.
};

struct FoundSignal {
  v1::SignalRule rule = v1::SIGNAL_RULE_UNSPECIFIED;
  int threshold = 1;
  int observed = 0;
  int usual = 0;
  uint32_t member = 0;   // Of the snapshot's names.
  uint32_t partner = 0;  // The same.
  int64_t first_ns = 0;
  int64_t last_ns = 0;
  std::vector<uint64_t> leaves = {};  // At most kMaxSignalLeaves.
  std::vector<Pseudonym> cases = {};  // The same, each once.
};

// What the rules look at beside the index.
struct SignalSource {
  const AccessSnapshot& snapshot;
  const Pseudonyms& pseudonyms;
  const policy::Clocks& clocks;
  const CivilClock& clock;
  const std::vector<SignatureEnd>& signature_ends;
};

// The signals of a period (civil days, both included), those of the rules that
// say most first, then what is furthest above its threshold. 0.3 s for a
// million leaves.
std::vector<FoundSignal> FindSignals(const SignalSource& source,
                                     absl::CivilDay first, absl::CivilDay last);

// The rule in French, with its threshold.
std::string SignalText(v1::SignalRule rule, const policy::Clocks& clocks);

}  // namespace sceau

#endif  // SCEAU_SERVER_OVERSIGHT_SIGNALS_H_
