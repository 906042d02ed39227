// A journal taken off line: its leaves, the tree's hashes and a checkpoint as
// files, so that a review needs neither the service nor its operator.
//
//   DIR/checkpoint             the signed note
//   DIR/tile/<L>/<N>[.p/<W>]   256 hashes of level 8 L, or the last W of them
//   DIR/tile/entries/<N>[.p/<W>]  the leaves' data, each after its length
//                              (u16, big-endian)
//
// Source: C2SP tlog-tiles. Leaf data is a binding part and SHA-256 of a naming
// part (server/journal/leaf.h): it names nobody.
#ifndef SCEAU_CLIENT_LIB_JOURNAL_TILES_H_
#define SCEAU_CLIENT_LIB_JOURNAL_TILES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/bytes.h"
#include "crypto/checkpoint.h"
#include "crypto/merkle.h"

namespace sceau {

inline constexpr uint64_t kTileWidth = 256;
inline constexpr size_t kMaxEntryBytes = 65'535;

// "tile/0/x001/x234/067.p/112"; `width` is 1 to kTileWidth.
std::string TilePath(size_t level, uint64_t index, uint64_t width);
// "tile/entries/x001/x234/067.p/112".
std::string EntriesPath(uint64_t index, uint64_t width);

// Root of the tree whose leaves have these hashes.
crypto::Hash RootOf(const crypto::Hash* hashes, size_t count);

// Writes an export, leaf by leaf.
class TileWriter {
 public:
  // `folder` is made when it is not there.
  explicit TileWriter(std::string folder) : folder_(std::move(folder)) {}

  // Errors: INVALID_ARGUMENT (above kMaxEntryBytes), as WriteFile.
  absl::Status Append(absl::string_view leaf);

  uint64_t size() const { return frontier_.size(); }
  crypto::Hash Root() const { return frontier_.Root(); }

  // The partial tiles, then the checkpoint `note`. Errors: as WriteFile.
  absl::Status Finish(const std::string& note);

 private:
  absl::Status WriteEntries(uint64_t width);
  absl::Status WriteTile(size_t level, uint64_t width);
  absl::Status WriteBelow(const std::string& path, const std::string& content);

  struct Level {
    std::vector<crypto::Hash> open = {};  // Of the tile not yet full.
    uint64_t full = 0;                    // Tiles written.
  };

  const std::string folder_;
  crypto::MerkleFrontier frontier_;
  std::string entries_;  // Of the bundle not yet full.
  std::vector<Level> levels_;
};

}  // namespace sceau

#endif  // SCEAU_CLIENT_LIB_JOURNAL_TILES_H_
