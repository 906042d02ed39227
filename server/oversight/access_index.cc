#include "server/oversight/access_index.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "proto/contract/errors.h"
#include "server/journal/journal.h"
#include "server/oversight/reviewed_leaf.h"

namespace sceau {
namespace {

// Leaves read with one lease of a connection.
constexpr uint64_t kLeavesPerLease = 10'000;
constexpr std::chrono::seconds kPatience{2};

template <typename T>
std::span<const T> Between(const std::vector<T>& all,
                           const std::vector<uint32_t>& ends, size_t row) {
  const uint32_t begin = row == 0 ? 0 : ends[row - 1];
  return std::span<const T>(all).subspan(begin, ends[row] - begin);
}

// Whether the row can be at or after that moment.
bool EndsBefore(const std::shared_ptr<const AccessChunk>& chunk, int64_t time) {
  return chunk->time_ns.back() < time;
}

}  // namespace

std::span<const Pseudonym> AccessChunk::ResourcesOf(size_t row) const {
  return Between(resources, resource_end, row);
}

std::span<const uint16_t> AccessChunk::RulesOf(size_t row) const {
  return Between(rules, rule_end, row);
}

std::span<const Pseudonym> CasesOf(const AccessChunk& chunk, size_t row) {
  const std::span<const Pseudonym> all = chunk.ResourcesOf(row);
  switch (chunk.OperationOf(row)) {
    case v1::OPERATION_READ:
    // The case, where something of it was shown; else the referral.
    case v1::OPERATION_REFERRAL_READ:
    case v1::OPERATION_LIST_ALL:
    case v1::OPERATION_LIST_OWN:
    case v1::OPERATION_SEARCH_ALL:
    case v1::OPERATION_SEARCH_OWN:
    case v1::OPERATION_CONDITION_RECORD:
    case v1::OPERATION_REQUEST_HANDLE:
      return all;
    // The case, then the entries.
    case v1::OPERATION_CONTRIBUTE:
    case v1::OPERATION_NOTICE_RECORD:
    case v1::OPERATION_LEAD_WORKER_SET:
    case v1::OPERATION_SUPERSEDE:
    case v1::OPERATION_NARROW:
    case v1::OPERATION_WITHDRAW:
    case v1::OPERATION_DECISION_VALIDATE:
      return all.first(std::min<size_t>(all.size(), 1));
    // The referral, then the case.
    case v1::OPERATION_CASE_CREATE:
      return all.size() < 2 ? std::span<const Pseudonym>() : all.last(1);
    default:
      return {};
  }
}

std::optional<uint32_t> AccessNames::Find(Kind kind,
                                          absl::string_view id) const {
  const auto found = numbers_[kind].find(id);
  if (found == numbers_[kind].end()) return std::nullopt;
  return found->second;
}

uint32_t AccessNames::Number(Kind kind, const std::string& id) {
  const auto [at, is_new] =
      numbers_[kind].emplace(id, static_cast<uint32_t>(ids_[kind].size()));
  if (is_new) ids_[kind].push_back(id);
  return at->second;
}

void AccessSnapshot::Visit(
    int64_t from, int64_t to, uint64_t first,
    const std::function<bool(const AccessChunk&, size_t)>& visit) const {
  auto chunk = std::lower_bound(chunks.begin(), chunks.end(), from, EndsBefore);
  for (; chunk != chunks.end(); ++chunk) {
    const AccessChunk& rows = **chunk;
    if (rows.leaf.back() < first) continue;
    const size_t by_time = static_cast<size_t>(
        std::lower_bound(rows.time_ns.begin(), rows.time_ns.end(), from) -
        rows.time_ns.begin());
    const size_t by_leaf = static_cast<size_t>(
        std::lower_bound(rows.leaf.begin(), rows.leaf.end(), first) -
        rows.leaf.begin());
    for (size_t row = std::max(by_time, by_leaf); row < rows.size(); ++row) {
      if (rows.time_ns[row] >= to || !visit(rows, row)) return;
    }
  }
}

std::optional<AccessAt> AccessSnapshot::Find(uint64_t leaf) const {
  const auto chunk = std::lower_bound(chunks.begin(), chunks.end(), leaf,
                                      [](const auto& each, uint64_t wanted) {
                                        return each->leaf.back() < wanted;
                                      });
  if (chunk == chunks.end()) return std::nullopt;
  const auto& leaves = (*chunk)->leaf;
  const auto at = std::lower_bound(leaves.begin(), leaves.end(), leaf);
  if (*at != leaf) return std::nullopt;
  return AccessAt{chunk->get(), static_cast<size_t>(at - leaves.begin())};
}

absl::Status AppendLeaf(crypto::ByteView binding, crypto::ByteView naming,
                        AccessNames& names, AccessChunk& chunk) {
  if (naming.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Binding bound, DecodeBinding(binding));
  ASSIGN_OR_RETURN(LeafDraft as_kept, DecodeLeaf(binding, naming));
  const LeafDraft leaf = AsReviewed(std::move(as_kept));
  chunk.leaf.push_back(bound.index);
  chunk.time_ns.push_back(absl::ToUnixNanos(bound.time));
  chunk.member.push_back(names.Number(AccessNames::kMember, leaf.member));
  chunk.partner.push_back(
      static_cast<uint16_t>(names.Number(AccessNames::kPartner, leaf.partner)));
  chunk.charter.push_back(static_cast<uint16_t>(
      names.Number(AccessNames::kCharter, leaf.charter_version)));
  chunk.operation.push_back(static_cast<uint8_t>(leaf.operation));
  chunk.outcome.push_back(static_cast<uint8_t>(leaf.outcome));
  chunk.refusal.push_back(static_cast<uint8_t>(leaf.refusal));
  chunk.purpose.push_back(static_cast<uint8_t>(leaf.purpose));
  chunk.released.push_back(leaf.released);
  chunk.inputs.push_back(leaf.inputs);
  chunk.resources.insert(chunk.resources.end(), leaf.resources.begin(),
                         leaf.resources.end());
  chunk.resource_end.push_back(static_cast<uint32_t>(chunk.resources.size()));
  chunk.rules.insert(chunk.rules.end(), leaf.rules.begin(), leaf.rules.end());
  chunk.rule_end.push_back(static_cast<uint32_t>(chunk.rules.size()));
  return absl::OkStatus();
}

AccessIndex::AccessIndex(const Journal& journal)
    : journal_(journal), snapshot_(std::make_shared<const AccessSnapshot>()) {}

std::shared_ptr<const AccessSnapshot> AccessIndex::snapshot() const {
  MutexLock lock(mu_);
  return snapshot_;
}

absl::Status AccessIndex::CatchUp(absl::Time keep_from) {
  const auto until = std::chrono::steady_clock::now() + kPatience;
  {
    MutexLock lock(mu_);
    while (busy_) {
      if (std::chrono::steady_clock::now() >= until) {
        return Error(v1::ERROR_REASON_QUEUE_FULL,
                     "the journal is being read in; try again");
      }
      idle_.WaitUntil(mu_, until);
    }
    busy_ = true;
  }
  const absl::Status status = TakeIn(keep_from);
  {
    MutexLock lock(mu_);
    busy_ = false;
  }
  idle_.NotifyAll();
  return status;
}

absl::Status AccessIndex::TakeIn(absl::Time keep_from) {
  const std::shared_ptr<const AccessSnapshot> before = snapshot();
  AccessSnapshot after = *before;
  AccessNames names = *after.names;
  AccessChunk last;
  const uint64_t size = journal_.size();
  if (size > after.next && !after.chunks.empty() &&
      after.chunks.back()->size() < kAccessChunkRows) {
    last = *after.chunks.back();
    after.chunks.pop_back();
  }
  const auto share = [&after, &last] {
    if (last.size() == 0) return;
    after.chunks.push_back(
        std::make_shared<const AccessChunk>(std::exchange(last, {})));
  };
  const auto take_in = [&](uint64_t, crypto::ByteView binding,
                           crypto::ByteView naming) -> absl::Status {
    RETURN_IF_ERROR(AppendLeaf(binding, naming, names, last));
    if (last.size() == kAccessChunkRows) share();
    return absl::OkStatus();
  };
  for (; after.next < size;
       after.next = std::min(after.next + kLeavesPerLease, size)) {
    RETURN_IF_ERROR(journal_.Visit(
        after.next, std::min(after.next + kLeavesPerLease, size), take_in));
  }
  share();
  const auto kept = std::lower_bound(after.chunks.begin(), after.chunks.end(),
                                     absl::ToUnixNanos(keep_from), EndsBefore);
  if (after.next == before->next && kept == after.chunks.begin()) {
    return absl::OkStatus();
  }
  after.chunks.erase(after.chunks.begin(), kept);
  after.names = std::make_shared<const AccessNames>(std::move(names));
  auto shared = std::make_shared<const AccessSnapshot>(std::move(after));
  MutexLock lock(mu_);
  snapshot_.swap(shared);
  return absl::OkStatus();
}

}  // namespace sceau
