// What is wrong with a charter: a value, not a breakdown. Every stage adds its
// own; whoever prints them asks describe.h for the words.
#ifndef SCEAU_POLICY_COMPILE_ISSUE_H_
#define SCEAU_POLICY_COMPILE_ISSUE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "proto/text/fault.h"

namespace sceau::policy {

enum class IssueCode : uint8_t {
  // Parser.
  kTooLong,
  kTooDeep,
  kNotUtf8,
  kSyntax,
  // Checker.
  kMissing,
  kMissingArticle,
  kMissingReason,
  kMissingRule,
  kMissingClass,
  kDuplicate,
  kUnknownPartner,
  kUnknownRole,
  kUnknownCategory,
  kUnknownOperation,
  kUnknownRelation,
  kUnknownCondition,
  kUnknownField,
  kUnknownValue,
  kUnknownClass,
  kUnknownRule,
  kUnknownKind,
  kUnknownFunction,
  kMissingFunction,
  kEmptyAnyOf,
  kNobodyGranted,
  kNotGrantable,
  kConditionNeverHolds,
  kGrantAgainstProhibition,
  kMalformed,
  kOutOfRange,
  kTooMany,
  // Floor: `invariant` says which.
  kInvariant,
};

// One thing to mend. Line and column count from 1; both 0 when the issue is
// about the text as a whole.
struct Issue {
  int line = 0;
  int column = 0;
  IssueCode code = IssueCode::kSyntax;
  // Number of the invariant, with kInvariant; else 0.
  int invariant = 0;
  // The word or the field at fault, as written.
  std::string subject = {};
  // More of it: what is expected, what it stands against. May be empty.
  std::string detail = {};
  // With kSyntax.
  TextFault fault = {};

  bool operator==(const Issue& other) const = default;
};

using Issues = std::vector<Issue>;

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_COMPILE_ISSUE_H_
