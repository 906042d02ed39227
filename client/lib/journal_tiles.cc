#include "client/lib/journal_tiles.h"

#include <filesystem>
#include <sys/stat.h>
#include <system_error>

#include "absl/strings/str_cat.h"

#include "client/lib/files.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

// Groups of three digits, all but the last after an x.
std::string IndexPath(uint64_t index, uint64_t width) {
  std::string path = absl::StrCat(absl::Dec(index % 1'000, absl::kZeroPad3));
  while ((index /= 1'000) > 0) {
    path =
        absl::StrCat("x", absl::Dec(index % 1'000, absl::kZeroPad3), "/", path);
  }
  if (width < kTileWidth) absl::StrAppend(&path, ".p/", width);
  return path;
}

}  // namespace

std::string TilePath(size_t level, uint64_t index, uint64_t width) {
  return absl::StrCat("tile/", level, "/", IndexPath(index, width));
}

std::string EntriesPath(uint64_t index, uint64_t width) {
  return absl::StrCat("tile/entries/", IndexPath(index, width));
}

crypto::Hash RootOf(const crypto::Hash* hashes, size_t count) {
  crypto::MerkleFrontier frontier;
  for (size_t i = 0; i < count; ++i) frontier.Append(hashes[i]);
  return frontier.Root();
}

absl::Status TileWriter::Append(absl::string_view leaf) {
  if (leaf.size() > kMaxEntryBytes) {
    return absl::InvalidArgumentError("a leaf is too long for a tile");
  }
  entries_ += static_cast<char>(leaf.size() >> 8);
  entries_ += static_cast<char>(leaf.size() & 0xff);
  absl::StrAppend(&entries_, leaf);
  crypto::Hash hash = crypto::LeafHash(crypto::AsBytes(leaf));
  frontier_.Append(hash);
  if (frontier_.size() % kTileWidth == 0) {
    RETURN_IF_ERROR(WriteEntries(kTileWidth));
  }
  for (size_t level = 0;; ++level) {
    if (level == levels_.size()) levels_.emplace_back();
    levels_[level].open.push_back(hash);
    if (levels_[level].open.size() < kTileWidth) return absl::OkStatus();
    hash = RootOf(levels_[level].open.data(), kTileWidth);
    RETURN_IF_ERROR(WriteTile(level, kTileWidth));
  }
}

absl::Status TileWriter::Finish(const std::string& note) {
  const uint64_t rest = frontier_.size() % kTileWidth;
  if (rest > 0) RETURN_IF_ERROR(WriteEntries(rest));
  for (size_t level = 0; level < levels_.size(); ++level) {
    const uint64_t width = levels_[level].open.size();
    if (width > 0) RETURN_IF_ERROR(WriteTile(level, width));
  }
  return WriteBelow("checkpoint", note);
}

absl::Status TileWriter::WriteEntries(uint64_t width) {
  const uint64_t bundle = (frontier_.size() - 1) / kTileWidth;
  RETURN_IF_ERROR(WriteBelow(EntriesPath(bundle, width), entries_));
  entries_.clear();
  return absl::OkStatus();
}

absl::Status TileWriter::WriteTile(size_t level, uint64_t width) {
  Level& written = levels_[level];
  std::string bytes;
  for (const crypto::Hash& hash : written.open) {
    absl::StrAppend(&bytes, crypto::AsText(hash));
  }
  RETURN_IF_ERROR(WriteBelow(TilePath(level, written.full, width), bytes));
  written.open.clear();
  ++written.full;
  return absl::OkStatus();
}

absl::Status TileWriter::WriteBelow(const std::string& path,
                                    const std::string& content) {
  const std::filesystem::path file =
      std::filesystem::path(folder_) / std::filesystem::path(path);
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);
  if (error) return absl::UnknownError(file.parent_path().string());
  return WriteFile(file.string(), content, S_IRUSR | S_IWUSR);
}

}  // namespace sceau
