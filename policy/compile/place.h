// Where a word of the charter stands, and a list of what is wrong there: what
// the checker and the floor share.
//
// Guarantee: a place is always given: of the word, or of the nearest message
// around it that is in the text. Lines and columns count from 1.
#ifndef SCEAU_POLICY_COMPILE_PLACE_H_
#define SCEAU_POLICY_COMPILE_PLACE_H_

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/text_format.h"

#include "policy/compile/issue.h"

namespace sceau::policy {

// A message in the text. Does not own the tree.
class Place {
 public:
  using Tree = google::protobuf::TextFormat::ParseInfoTree;

  // The whole text.
  Place(const Tree* tree, const google::protobuf::Descriptor* type)
      : tree_(tree), type_(type) {}

  // The message in field `number`, the index-th of a repeated one.
  Place Inside(int number, int index = -1) const {
    const auto* field = type_->FindFieldByNumber(number);
    Place inside(*this);
    inside.type_ = field->message_type();
    std::tie(inside.line_, inside.column_) = Of(number, index);
    inside.tree_ =
        tree_ == nullptr ? nullptr : tree_->GetTreeForNested(field, index);
    return inside;
  }

  // Line and column of a field; of a list in brackets, where the list starts.
  // The tree dies on an index that does not fit the field.
  std::pair<int, int> Of(int number, int index = -1) const {
    if (tree_ == nullptr) return {line_, column_};
    const auto* field = type_->FindFieldByNumber(number);
    const int first = field->is_repeated() ? 0 : -1;
    for (const int i : {std::max(index, first), first}) {
      const auto found = tree_->GetLocation(field, i);
      if (found.line >= 0) return {found.line + 1, found.column + 1};
    }
    return {line_, column_};
  }

 private:
  const Tree* tree_;
  const google::protobuf::Descriptor* type_;
  int line_ = 0;
  int column_ = 0;
};

// Collects issues in the order they are found.
class Findings {
 public:
  void Add(std::pair<int, int> where, IssueCode code,
           absl::string_view subject = "", absl::string_view detail = "") {
    issues_.push_back({.line = where.first,
                       .column = where.second,
                       .code = code,
                       .subject = std::string(subject),
                       .detail = std::string(detail)});
  }
  void AddInvariant(std::pair<int, int> where, int number,
                    absl::string_view subject) {
    Add(where, IssueCode::kInvariant, subject);
    issues_.back().invariant = number;
  }
  Issues Take() { return std::move(issues_); }

 private:
  Issues issues_;
};

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_COMPILE_PLACE_H_
