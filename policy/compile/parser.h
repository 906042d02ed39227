// First stage: the charter's text becomes a message, with the place of every
// word kept for the stages that follow.
//
// Guarantee: bounded in bytes, messages and depth before anything is built; a
// text that cannot be read yields exactly one issue and no message.
// Threads: reentrant.
#ifndef SCEAU_POLICY_COMPILE_PARSER_H_
#define SCEAU_POLICY_COMPILE_PARSER_H_

#include <cstddef>
#include <memory>

#include "absl/strings/string_view.h"
#include "google/protobuf/text_format.h"

#include "policy/charter.pb.h"
#include "policy/compile/issue.h"

namespace sceau::policy {

// Longest charter, in bytes.
inline constexpr size_t kMaxCharterBytes = size_t{4} << 20;
// Most messages ("{" or "<") in it.
inline constexpr size_t kMaxCharterMessages = 50000;
// Deepest nesting; the schema needs 3.
inline constexpr int kMaxCharterDepth = 6;

struct ParsedCharter {
  // Null when there are issues.
  std::unique_ptr<Charter> charter = nullptr;
  std::unique_ptr<google::protobuf::TextFormat::ParseInfoTree> places = nullptr;
  Issues issues = {};
};

ParsedCharter Parse(absl::string_view text);

// Whether the bytes are well-formed UTF-8 (no surrogate, no overlong form).
bool IsUtf8(absl::string_view text);

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_COMPILE_PARSER_H_
