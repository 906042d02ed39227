// What a version of the charter would have decided otherwise, from the inputs
// that leaves bear. Pure: no I/O, no clock.
#ifndef SCEAU_SERVER_CHARTER_CHARTER_REPLAY_H_
#define SCEAU_SERVER_CHARTER_CHARTER_REPLAY_H_

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "absl/container/flat_hash_map.h"

#include "policy/decide/program.h"
#include "sceau/v1/charter_service.pb.h"
#include "server/journal/leaf.h"

namespace sceau {

// Same questions are counted together and decided once, so that a million
// leaves are some thousand decisions. Thread compatible.
class CharterReplay {
 public:
  // The programs by version id, those that leaves were decided by. Outlived by
  // what they point to.
  using Programs =
      std::map<std::string, std::shared_ptr<const policy::Program>>;
  CharterReplay(const Programs& programs,
                std::shared_ptr<const policy::Program> draft)
      : programs_(programs), draft_(std::move(draft)) {}

  // Takes a leaf in; one that bears no decision is counted only.
  void Add(const LeafDraft& leaf);

  // Decides, and fills in everything but `truncated`. Once.
  void Report(v1::ReplayCharterResponse* out) const;

 private:
  // What is decided alike. `version` indexes versions_.
  struct Asked {
    uint64_t inputs = 0;
    uint16_t operation = 0;
    uint16_t version = 0;

    bool operator==(const Asked& other) const = default;
    template <typename H>
    friend H AbslHashValue(H h, const Asked& asked) {
      return H::combine(std::move(h), asked.inputs, asked.operation,
                        asked.version);
    }
  };
  // How often, and how often each category went out.
  struct Tally {
    int64_t times = 0;
    std::array<uint32_t, v1::Category_MAX + 1> released = {};
  };
  struct Counts {
    int64_t newly_refused = 0;
    int64_t newly_possible = 0;
  };
  // Partner, operation, category, article, sentence.
  using Line = std::tuple<std::string, int, int, std::string, std::string>;
  using Lines = std::map<Line, Counts>;

  void Compare(const policy::Program& before, const policy::Question& question,
               int64_t times, Lines& lines) const;
  void CompareRead(const policy::Program& before, policy::Question question,
                   const Tally& tally, Lines& lines) const;

  const Programs& programs_;
  const std::shared_ptr<const policy::Program> draft_;
  std::vector<const policy::Program*> versions_;
  absl::flat_hash_map<std::string, uint16_t> version_indexes_;
  absl::flat_hash_map<Asked, Tally> asked_;
  int64_t leaves_ = 0;
  int64_t decisions_ = 0;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_CHARTER_CHARTER_REPLAY_H_
