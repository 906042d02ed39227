#include "client/lib/journal_audit.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"

#include "client/lib/files.h"
#include "client/lib/journal_tiles.h"
#include "crypto/merkle.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

using Flaw = AuditFinding::Kind;
using crypto::Hash;

// Above it, an export would not fit this reader's memory.
constexpr uint64_t kMaxExportedSize = uint64_t{1} << 28;
constexpr size_t kMaxBundleBytes = kTileWidth * (kMaxEntryBytes + 2);

class Audit {
 public:
  Audit(std::string folder, const crypto::Checkpoint& checkpoint)
      : folder_(std::move(folder)), checkpoint_(checkpoint) {}

  std::vector<AuditFinding> Run() {
    ReadTiles();
    CheckTiles();
    ReadEntries();
    Compare();
    std::stable_sort(findings_.begin(), findings_.end(),
                     [](const AuditFinding& a, const AuditFinding& b) {
                       return a.index < b.index;
                     });
    return std::move(findings_);
  }

 private:
  void Find(AuditFinding finding) {
    if (findings_.size() < kMaxAuditFindings) {
      findings_.push_back(std::move(finding));
    }
  }

  std::optional<std::string> Read(const std::string& path, uint64_t index,
                                  size_t max_bytes) {
    auto content = ReadFile(absl::StrCat(folder_, "/", path), max_bytes);
    if (content.ok()) return *std::move(content);
    Find({.kind = Flaw::kFile, .index = index, .file = path});
    return std::nullopt;
  }

  // levels_[l][i]: the hash i of the tiles of level l; zeros where a tile is
  // missing.
  void ReadTiles() {
    uint64_t leaves_below = 1;
    for (uint64_t count = checkpoint_.size; count > 0; count /= kTileWidth) {
      std::vector<Hash>& hashes = levels_.emplace_back(count);
      for (uint64_t first = 0; first < count; first += kTileWidth) {
        const uint64_t width = std::min(kTileWidth, count - first);
        const std::string path =
            TilePath(levels_.size() - 1, first / kTileWidth, width);
        const size_t bytes = width * crypto::kHashBytes;
        const auto tile = Read(path, first * leaves_below, bytes);
        if (!tile) continue;
        if (tile->size() != bytes) {
          Find({.kind = Flaw::kFile,
                .index = first * leaves_below,
                .file = path});
          continue;
        }
        for (uint64_t i = 0; i < width; ++i) {
          std::memcpy(hashes[first + i].data(),
                      tile->data() + i * crypto::kHashBytes,
                      crypto::kHashBytes);
        }
      }
      leaves_below *= kTileWidth;
    }
    if (levels_.empty()) levels_.emplace_back();
  }

  // Root of the whole tree, from the hashes of `level` and, below it, of the
  // partial tiles.
  Hash RootFrom(size_t level) const {
    std::vector<Hash> peaks;
    for (size_t l = level + 1; l-- > 0;) {
      const std::vector<Hash>& hashes = levels_[l];
      const size_t from =
          l == level ? 0 : hashes.size() / kTileWidth * kTileWidth;
      crypto::MerkleFrontier part;
      for (size_t i = from; i < hashes.size(); ++i) part.Append(hashes[i]);
      peaks.insert(peaks.end(), part.peaks().begin(), part.peaks().end());
    }
    const auto whole =
        crypto::MerkleFrontier::FromPeaks(checkpoint_.size, std::move(peaks));
    return whole.ok() ? whole->Root() : Hash{};
  }

  // Which hashes are the signed ones: those of the lowest level that leads to
  // the root, and below it what fits them.
  void CheckTiles() {
    doubtful_.assign(checkpoint_.size, false);
    size_t trusted = 0;
    while (RootFrom(trusted) != checkpoint_.root) {
      if (++trusted == levels_.size()) return Doubt(0, checkpoint_.size);
    }
    for (size_t l = trusted; l-- > 0;) CheckAgainstAbove(l, /*trusted=*/false);
    for (size_t l = trusted; l + 1 < levels_.size(); ++l) {
      CheckAgainstAbove(l, /*trusted=*/true);
    }
  }

  // Each full tile of `level` against its hash in the level above; the one of
  // the two that is not trusted is wrong.
  void CheckAgainstAbove(size_t level, bool trusted) {
    uint64_t leaves = kTileWidth;
    for (size_t l = 0; l < level; ++l) leaves *= kTileWidth;
    const std::vector<Hash>& above = levels_[level + 1];
    for (size_t n = 0; n < above.size(); ++n) {
      if (RootOf(&levels_[level][n * kTileWidth], kTileWidth) == above[n]) {
        continue;
      }
      if (!trusted) {
        Doubt(n * leaves, (n + 1) * leaves);
        continue;
      }
      const uint64_t tile = n / kTileWidth;
      const uint64_t width =
          std::min<uint64_t>(kTileWidth, above.size() - tile * kTileWidth);
      Find({.kind = Flaw::kFile,
            .index = n * leaves,
            .file = TilePath(level + 1, tile, width)});
    }
  }

  void Doubt(uint64_t first, uint64_t last) {
    if (first == last || doubtful_[first]) return;
    for (uint64_t i = first; i < last; ++i) doubtful_[i] = true;
    Find({.kind = Flaw::kTile, .index = first, .place = last - 1});
  }

  void ReadEntries() {
    for (uint64_t first = 0; first < checkpoint_.size; first += kTileWidth) {
      const uint64_t width = std::min(kTileWidth, checkpoint_.size - first);
      const std::string path = EntriesPath(first / kTileWidth, width);
      const auto bundle = Read(path, first, kMaxBundleBytes);
      if (!bundle) continue;
      if (!ReadBundle(*bundle)) {
        Find({.kind = Flaw::kFile, .index = first, .file = path});
      }
      if (HasTooMany()) return;
    }
  }

  // Beyond it, every further entry is one too many to be told.
  bool HasTooMany() const {
    return entries_.size() > checkpoint_.size + kMaxAuditFindings;
  }

  bool ReadBundle(absl::string_view bundle) {
    while (bundle.size() >= 2) {
      if (HasTooMany()) return false;
      const size_t length =
          static_cast<size_t>(static_cast<uint8_t>(bundle[0]) << 8 |
                              static_cast<uint8_t>(bundle[1]));
      bundle.remove_prefix(2);
      if (bundle.size() < length) return false;
      entries_.push_back(
          crypto::LeafHash(crypto::AsBytes(bundle.substr(0, length))));
      bundle.remove_prefix(length);
    }
    return bundle.empty();
  }

  // Which leaf each entry is: that of its hash, of several places with one hash
  // the one nearest to where the leaf belongs.
  std::vector<std::optional<uint64_t>> LeavesOfEntries() const {
    const std::vector<Hash>& leaves = levels_[0];
    // Seeded: the tiles may be a forger's, whose hashes begin alike.
    absl::flat_hash_map<Hash, uint64_t> leaf_of;
    leaf_of.reserve(leaves.size());
    for (uint64_t i = 0; i < leaves.size(); ++i) leaf_of.emplace(leaves[i], i);
    std::vector<std::optional<uint64_t>> of(entries_.size());
    std::vector<std::optional<uint64_t>> place_of(leaves.size());
    const auto distance = [](uint64_t a, uint64_t b) {
      return a < b ? b - a : a - b;
    };
    for (uint64_t place = 0; place < entries_.size(); ++place) {
      const auto found = leaf_of.find(entries_[place]);
      if (found == leaf_of.end()) continue;
      auto& taken = place_of[found->second];
      if (taken &&
          distance(*taken, found->second) <= distance(place, found->second)) {
        continue;
      }
      if (taken) of[*taken].reset();
      taken = place;
      of[place] = found->second;
    }
    return of;
  }

  // The most entries that stand in the leaves' order; the others have moved.
  static std::vector<bool> InOrder(
      const std::vector<std::optional<uint64_t>>& leaf_of) {
    std::vector<size_t> tails;  // Places, of each length the least last leaf.
    std::vector<size_t> before(leaf_of.size());
    for (size_t place = 0; place < leaf_of.size(); ++place) {
      if (!leaf_of[place]) continue;
      const auto at = std::lower_bound(
          tails.begin(), tails.end(), *leaf_of[place],
          [&](size_t tail, uint64_t leaf) { return *leaf_of[tail] < leaf; });
      before[place] = at == tails.begin() ? leaf_of.size() : *(at - 1);
      if (at == tails.end()) {
        tails.push_back(place);
      } else {
        *at = place;
      }
    }
    std::vector<bool> in_order(leaf_of.size());
    size_t place = tails.empty() ? leaf_of.size() : tails.back();
    while (place < leaf_of.size()) {
      in_order[place] = true;
      place = before[place];
    }
    return in_order;
  }

  void Compare() {
    if (entries_ == levels_[0]) return;
    const auto leaf_of = LeavesOfEntries();
    const std::vector<bool> in_order = InOrder(leaf_of);
    std::vector<bool> there(checkpoint_.size);
    for (size_t place = 0; place < leaf_of.size(); ++place) {
      if (!leaf_of[place]) continue;
      there[*leaf_of[place]] = true;
      if (!in_order[place]) {
        Find({.kind = Flaw::kMoved, .index = *leaf_of[place], .place = place});
      }
    }
    // Between two entries in their order, unknown ones stand for absent ones.
    uint64_t leaf = 0;
    uint64_t unknown = 0;
    for (size_t place = 0; place <= leaf_of.size(); ++place) {
      const bool end = place == leaf_of.size();
      if (!end && !in_order[place]) {
        if (!leaf_of[place]) ++unknown;
        continue;
      }
      const uint64_t next = end ? checkpoint_.size : *leaf_of[place];
      for (; leaf < next; ++leaf) {
        if (there[leaf] || doubtful_[leaf]) continue;
        const bool replaced = unknown > 0;
        if (replaced) --unknown;
        Find({.kind = replaced ? Flaw::kAltered : Flaw::kDeleted,
              .index = leaf});
      }
      // Of a leaf that cannot be trusted, the entry cannot be judged.
      const bool judged = next == 0 || !doubtful_[next - 1];
      for (; unknown > 0; --unknown) {
        if (judged) Find({.kind = Flaw::kInserted, .index = next});
      }
      leaf = next + 1;
    }
  }

  const std::string folder_;
  const crypto::Checkpoint checkpoint_;
  std::vector<std::vector<Hash>> levels_;
  std::vector<bool> doubtful_;  // Of each leaf, whether its hash is.
  std::vector<Hash> entries_;   // Of each entry, its hash as a leaf.
  std::vector<AuditFinding> findings_;
};

}  // namespace

absl::StatusOr<AuditReport> AuditExport(const std::string& folder,
                                        const crypto::VerifierKey& key,
                                        absl::string_view origin) {
  ASSIGN_OR_RETURN(const std::string note,
                   ReadFile(folder + "/checkpoint", crypto::kMaxNoteBytes));
  const auto checkpoint = crypto::VerifyCheckpoint(note, key, origin);
  if (!checkpoint.ok() || checkpoint->size > kMaxExportedSize) {
    return absl::DataLossError("not a checkpoint of this journal");
  }
  return AuditReport{.checkpoint = *checkpoint,
                     .findings = Audit(folder, *checkpoint).Run()};
}

}  // namespace sceau
