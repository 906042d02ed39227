// Resource names: parsed once, then passed as types, so that a string cannot
// stand where a name belongs, nor one kind of name where another does.
//
// Form (AIP-122): groups/{group}/cases/{case} and so on; every id matches
// ^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$. A name says nothing about existence.
#ifndef SCEAU_PROTO_CONTRACT_NAMES_H_
#define SCEAU_PROTO_CONTRACT_NAMES_H_

#include <cstddef>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace sceau {

// Longest id, in bytes.
inline constexpr size_t kMaxIdBytes = 63;
// Longest resource name, in bytes.
inline constexpr size_t kMaxNameBytes = 255;

// Whether `id` has the form of an id.
bool IsId(absl::string_view id);

// groups/{group}. Equality by value.
class GroupName {
 public:
  // Errors: INVALID_ARGUMENT / NAME_MALFORMED.
  static absl::StatusOr<GroupName> Parse(absl::string_view text);
  // INVARIANT: `group` is an id.
  static GroupName Of(absl::string_view group) {
    return GroupName(std::string(group));
  }

  const std::string& group() const { return group_; }
  std::string ToString() const { return "groups/" + group_; }
  bool operator==(const GroupName& other) const = default;

 private:
  explicit GroupName(std::string group) : group_(std::move(group)) {}
  std::string group_;
};

// Parses "groups/{group}/<collection>/{id}".
// Errors: INVALID_ARGUMENT / NAME_MALFORMED.
absl::StatusOr<std::pair<std::string, std::string>> ParseChild(
    absl::string_view text, absl::string_view collection);

// groups/{group}/<collection>/{id}; `Collection` has a member `kText`.
template <typename Collection>
class ChildName {
 public:
  // Errors: INVALID_ARGUMENT / NAME_MALFORMED.
  static absl::StatusOr<ChildName> Parse(absl::string_view text) {
    auto parts = ParseChild(text, Collection::kText);
    if (!parts.ok()) return parts.status();
    return ChildName(std::move(parts->first), std::move(parts->second));
  }
  // INVARIANT: both are ids.
  static ChildName Of(absl::string_view group, absl::string_view id) {
    return ChildName(std::string(group), std::string(id));
  }

  const std::string& group() const { return group_; }
  const std::string& id() const { return id_; }
  std::string ToString() const {
    return absl::StrCat("groups/", group_, "/", Collection::kText, "/", id_);
  }
  bool operator==(const ChildName& other) const = default;

 private:
  ChildName(std::string group, std::string id)
      : group_(std::move(group)), id_(std::move(id)) {}
  std::string group_;
  std::string id_;
};

struct CaseCollection {
  static constexpr char kText[] = "cases";
};
struct ReferralCollection {
  static constexpr char kText[] = "referrals";
};
struct ReviewSessionCollection {
  static constexpr char kText[] = "reviewSessions";
};
struct MemberCollection {
  static constexpr char kText[] = "members";
};
struct CharterVersionCollection {
  static constexpr char kText[] = "charterVersions";
};
struct JournalReviewCollection {
  static constexpr char kText[] = "journalReviews";
};
using CaseName = ChildName<CaseCollection>;
using ReferralName = ChildName<ReferralCollection>;
using ReviewSessionName = ChildName<ReviewSessionCollection>;
using MemberName = ChildName<MemberCollection>;
using CharterVersionName = ChildName<CharterVersionCollection>;
using JournalReviewName = ChildName<JournalReviewCollection>;

// groups/{group}/cases/{case}/entries/{entry}.
class EntryName {
 public:
  // Errors: INVALID_ARGUMENT / NAME_MALFORMED.
  static absl::StatusOr<EntryName> Parse(absl::string_view text);
  // INVARIANT: `id` is an id.
  static EntryName Of(CaseName parent, absl::string_view id) {
    return EntryName(std::move(parent), std::string(id));
  }

  const CaseName& parent() const { return parent_; }
  const std::string& id() const { return id_; }
  std::string ToString() const { return ToString(parent_, id_); }
  // The same without making the name first, for who has many.
  static std::string ToString(const CaseName& parent, absl::string_view id) {
    return absl::StrCat("groups/", parent.group(), "/", CaseCollection::kText,
                        "/", parent.id(), "/entries/", id);
  }
  bool operator==(const EntryName& other) const = default;

 private:
  EntryName(CaseName parent, std::string id)
      : parent_(std::move(parent)), id_(std::move(id)) {}
  CaseName parent_;
  std::string id_;
};

}  // namespace sceau

#endif  // SCEAU_PROTO_CONTRACT_NAMES_H_
