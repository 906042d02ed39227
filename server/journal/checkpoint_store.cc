#include "server/journal/checkpoint_store.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "absl/strings/str_cat.h"

#include "crypto/canonical.h"
#include "crypto/digest.h"
#include "crypto/signed_note.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

constexpr absl::string_view kMagic = "sceau slot v1\n";
constexpr int kSlots = 2;
constexpr size_t kBodyBytes = kCheckpointSlotBytes - crypto::kHashBytes;
constexpr size_t kMaxNoteBytes =
    kBodyBytes - kMagic.size() - sizeof(uint64_t) - sizeof(uint32_t);

using SlotBytes = std::array<uint8_t, kCheckpointSlotBytes>;

off_t OffsetOf(int position) {
  return static_cast<off_t>(position) *
         static_cast<off_t>(kCheckpointSlotBytes);
}

absl::Status Failed() {
  return Error(v1::ERROR_REASON_AUDIT_UNAVAILABLE,
               "the checkpoint file could not be read or written",
               {{"errno", absl::StrCat(errno)}});
}

absl::Status Suspicious(absl::string_view cause) {
  return Error(v1::ERROR_REASON_ROLLBACK_SUSPECTED,
               "the checkpoint file is missing or holds no checkpoint: restore "
               "it, it is never made anew by itself",
               {{"cause", cause}});
}

bool WriteAt(int fd, crypto::ByteView bytes, off_t offset) {
  while (!bytes.empty()) {
    const ssize_t wrote = pwrite(fd, bytes.data(), bytes.size(), offset);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    bytes = bytes.subspan(static_cast<size_t>(wrote));
    offset += wrote;
  }
  return true;
}

bool ReadAt(int fd, std::span<uint8_t> out, off_t offset) {
  while (!out.empty()) {
    const ssize_t got = pread(fd, out.data(), out.size(), offset);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    out = out.subspan(static_cast<size_t>(got));
    offset += got;
  }
  return true;
}

struct DecodedSlot {
  uint64_t sequence = 0;
  std::string note = {};
};

std::optional<DecodedSlot> Decode(const SlotBytes& slot) {
  const crypto::ByteView body = crypto::ByteView(slot).first(kBodyBytes);
  const crypto::Hash digest = crypto::Sha256(body);
  if (!std::ranges::equal(digest, crypto::ByteView(slot).subspan(kBodyBytes))) {
    return std::nullopt;
  }
  crypto::CanonicalReader reader(body);
  if (crypto::AsText(reader.Fixed(kMagic.size())) != kMagic) {
    return std::nullopt;
  }
  DecodedSlot decoded;
  decoded.sequence = reader.U64();
  decoded.note = std::string(reader.Text());
  if (!reader.ok()) return std::nullopt;
  return decoded;
}

}  // namespace

absl::StatusOr<crypto::Checkpoint> VerifyStored(absl::string_view note,
                                                const crypto::SigningKey& key,
                                                const std::string& origin) {
  auto checkpoint = crypto::VerifyCheckpoint(
      note, crypto::VerifierKey::Of(origin, key), origin);
  if (checkpoint.ok()) return checkpoint;
  return Error(v1::ERROR_REASON_ROLLBACK_SUSPECTED,
               "the checkpoint file holds no checkpoint of this group: restore "
               "the group's own",
               {{"cause", "checkpoint_foreign"}});
}

crypto::Bytes CheckpointStore::Encode(uint64_t sequence,
                                      absl::string_view note) {
  crypto::CanonicalWriter writer;
  writer.Reserve(kCheckpointSlotBytes);
  writer.Fixed(crypto::AsBytes(kMagic)).U64(sequence).Text(note);
  crypto::Bytes slot = writer.Take();
  slot.resize(kBodyBytes);
  const crypto::Hash digest = crypto::Sha256(slot);
  slot.insert(slot.end(), digest.begin(), digest.end());
  return slot;
}

absl::Status CheckpointStore::Create(const std::string& path,
                                     absl::string_view first) {
  constexpr mode_t kOwnerOnly = 0600;
  const int fd =
      open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly);
  if (fd < 0 || first.size() > kMaxNoteBytes) {
    if (fd >= 0) (void)close(fd);
    return absl::FailedPreconditionError(absl::StrCat(
        path,
        ": the checkpoint file cannot be made: it is there already, or "
        "its folder is not ours"));
  }
  // Both slots: the blocks are there, so a full disk never refuses them.
  const bool written = WriteAt(fd, Encode(1, first), OffsetOf(0)) &&
                       WriteAt(fd, Encode(0, first), OffsetOf(1)) &&
                       fsync(fd) == 0;
  (void)close(fd);
  const size_t slash = path.rfind('/');
  const std::string folder =
      slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const int folder_fd =
      open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = folder_fd >= 0 && fsync(folder_fd) == 0;
  if (folder_fd >= 0) (void)close(folder_fd);
  if (written && synced) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat(path,
                   ": the checkpoint file could not be written: make "
                   "room and create the group again"));
}

absl::StatusOr<std::unique_ptr<CheckpointStore>> CheckpointStore::Open(
    const std::string& path) {
  const int fd = open(path.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0) return Suspicious("checkpoint_missing");
  std::unique_ptr<CheckpointStore> store(new CheckpointStore(path, fd));
  if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
    return absl::FailedPreconditionError(absl::StrCat(
        path,
        ": another process signs checkpoints for this group: stop it "
        "first, two would part its history"));
  }
  if (!store->Newest().ok()) return Suspicious("checkpoint_unreadable");
  return store;
}

CheckpointStore::CheckpointStore(std::string path, int fd)
    : path_(std::move(path)), fd_(fd) {}

CheckpointStore::~CheckpointStore() { (void)close(fd_); }

bool CheckpointStore::IsStillThere() const {
  struct stat ours = {};
  struct stat named = {};
  return fstat(fd_, &ours) == 0 && stat(path_.c_str(), &named) == 0 &&
         ours.st_dev == named.st_dev && ours.st_ino == named.st_ino;
}

absl::StatusOr<CheckpointStore::Slot> CheckpointStore::Newest() const {
  std::optional<Slot> newest;
  for (int position = 0; position < kSlots; ++position) {
    SlotBytes bytes = {};
    if (!ReadAt(fd_, bytes, OffsetOf(position))) return Failed();
    auto decoded = Decode(bytes);
    if (!decoded.has_value()) continue;
    if (newest.has_value() && newest->sequence >= decoded->sequence) continue;
    newest = Slot{.sequence = decoded->sequence,
                  .note = std::move(decoded->note),
                  .position = position};
  }
  if (!newest.has_value()) return Failed();
  return *std::move(newest);
}

absl::StatusOr<std::string> CheckpointStore::Load() const {
  if (!IsStillThere()) return Failed();
  ASSIGN_OR_RETURN(Slot newest, Newest());
  return std::move(newest.note);
}

absl::Status CheckpointStore::Swap(absl::string_view expected,
                                   absl::string_view next) {
  if (next.size() > kMaxNoteBytes || !IsStillThere()) return Failed();
  ASSIGN_OR_RETURN(const Slot newest, Newest());
  if (newest.note != expected) {
    return absl::AbortedError("the checkpoint file holds another checkpoint");
  }
  if (!WriteAt(fd_, Encode(newest.sequence + 1, next),
               OffsetOf(1 - newest.position)) ||
      fdatasync(fd_) != 0) {
    return Failed();
  }
  return absl::OkStatus();
}

}  // namespace sceau
