#include "server/store/epoch_keys.h"

#include <algorithm>
#include <utility>

#include "crypto/canonical.h"
#include "crypto/case_key.h"
#include "crypto/digest.h"
#include "proto/contract/errors.h"
#include "server/store/private_file.h"

namespace sceau {
namespace {

constexpr absl::string_view kLabel = "sceau epochs v1\n";
constexpr size_t kMaxKeys = 16;
constexpr size_t kKeyBytes =
    sizeof(uint32_t) + sizeof(uint64_t) + crypto::kEpochKeyBytes;
constexpr size_t kMaxFileBytes = kLabel.size() + crypto::kAeadOverheadBytes +
                                 sizeof(uint32_t) + kMaxKeys * kKeyBytes;

crypto::Bytes Binding(absl::string_view group) {
  crypto::CanonicalWriter writer;
  writer.Text(kLabel).Text(group);
  return writer.Take();
}

std::shared_ptr<const EpochKey> NewKey(uint32_t epoch, absl::Time now) {
  auto key = std::make_shared<EpochKey>();
  key->epoch = epoch;
  key->made = now;
  key->key = crypto::RandomSecret(crypto::kEpochKeyBytes);
  return key;
}

absl::Status FileRejected() {
  return Error(v1::ERROR_REASON_DATABASE_CORRUPT,
               "the epoch keys do not open under this root key for this "
               "group: restore the file that belongs to them",
               {{"cause", "wrong_key"}, {"file", "epochs"}});
}

}  // namespace

// Whole in locked memory: a plain writer would leave copies of the keys.
crypto::Bytes EpochKeys::Seal(const crypto::AeadKey& root_key,
                              absl::string_view group, const Keys& keys) {
  crypto::Secret plain(sizeof(uint32_t) + keys.size() * kKeyBytes);
  std::span<uint8_t> rest = plain.RevealMutable();
  const auto put = [&rest](crypto::ByteView bytes) {
    std::ranges::copy(bytes, rest.begin());
    rest = rest.subspan(bytes.size());
  };
  crypto::CanonicalWriter count;
  put(count.U32(static_cast<uint32_t>(keys.size())).View());
  for (const auto& key : keys) {
    crypto::CanonicalWriter head;
    put(head.U32(key->epoch)
            .U64(static_cast<uint64_t>(absl::ToUnixSeconds(key->made)))
            .View());
    put(key->key.Reveal());
  }
  const crypto::ByteView label = crypto::AsBytes(kLabel);
  crypto::Bytes file(label.begin(), label.end());
  root_key.AppendSealed(Binding(group), plain.Reveal(), file);
  return file;
}

absl::Status EpochKeys::Create(const std::string& path, absl::string_view group,
                               const crypto::Secret& root_key, absl::Time now) {
  const crypto::AeadKey sealing(root_key.Reveal());
  return CreatePrivateFile(path, Seal(sealing, group, {NewKey(1, now)}));
}

absl::StatusOr<std::unique_ptr<EpochKeys>> EpochKeys::Open(
    const std::string& path, absl::string_view group,
    const crypto::Secret& root_key) {
  ASSIGN_OR_RETURN(const crypto::Secret file,
                   ReadPrivateFile(path, kMaxFileBytes));
  const absl::string_view text = crypto::AsText(file.Reveal());
  if (text.substr(0, kLabel.size()) != kLabel) return FileRejected();
  auto plain = crypto::Open(root_key.Reveal(), Binding(group),
                            file.Reveal().subspan(kLabel.size()));
  if (!plain.ok()) return FileRejected();
  crypto::CanonicalReader reader(plain->Reveal());
  const uint32_t count = reader.U32();
  if (count == 0 || count > kMaxKeys) return FileRejected();
  Keys keys;
  for (uint32_t i = 0; i < count; ++i) {
    auto key = std::make_shared<EpochKey>();
    key->epoch = reader.U32();
    key->made = absl::FromUnixSeconds(static_cast<int64_t>(reader.U64()));
    key->key = crypto::Secret::Copy(reader.Fixed(crypto::kEpochKeyBytes));
    keys.push_back(std::move(key));
  }
  if (!reader.Finish().ok()) return FileRejected();
  return std::unique_ptr<EpochKeys>(
      new EpochKeys(path, std::string(group), root_key, std::move(keys)));
}

EpochKeys::EpochKeys(std::string path, std::string group,
                     const crypto::Secret& root_key, Keys keys)
    : path_(std::move(path)),
      group_(std::move(group)),
      root_key_(root_key.Reveal()),
      keys_(std::move(keys)) {}

std::shared_ptr<const EpochKey> EpochKeys::Current() const {
  MutexLock lock(mu_);
  return keys_.front();
}

std::shared_ptr<const EpochKey> EpochKeys::Find(uint32_t epoch) const {
  MutexLock lock(mu_);
  const auto found = std::ranges::find_if(
      keys_, [epoch](const auto& key) { return key->epoch == epoch; });
  return found == keys_.end() ? nullptr : *found;
}

bool EpochKeys::IsDue(absl::Time now) const {
  return now - Current()->made >= kEpochAge;
}

bool EpochKeys::IsTurning() const {
  MutexLock lock(mu_);
  return keys_.size() > 1;
}

absl::Status EpochKeys::Begin(absl::Time now) {
  Keys keys;
  {
    MutexLock lock(mu_);
    keys = keys_;
  }
  if (keys.size() >= kMaxKeys) {
    return Error(v1::ERROR_REASON_INVARIANT_BROKEN,
                 "too many turns of the epoch were begun and not finished");
  }
  keys.insert(keys.begin(), NewKey(keys.front()->epoch + 1, now));
  RETURN_IF_ERROR(ReplacePrivateFile(path_, Seal(root_key_, group_, keys)));
  MutexLock lock(mu_);
  keys_ = std::move(keys);
  return absl::OkStatus();
}

absl::Status EpochKeys::Finish() {
  const Keys current = {Current()};
  RETURN_IF_ERROR(ReplacePrivateFile(path_, Seal(root_key_, group_, current)));
  MutexLock lock(mu_);
  keys_ = current;
  return absl::OkStatus();
}

}  // namespace sceau
