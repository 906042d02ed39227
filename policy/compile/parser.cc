#include "policy/compile/parser.h"

#include <algorithm>
#include <string>
#include <utility>

#include "proto/text/fault.h"

namespace sceau::policy {
namespace {

using ::google::protobuf::TextFormat;

ParsedCharter Failed(Issue issue) {
  ParsedCharter failed;
  failed.issues.push_back(std::move(issue));
  return failed;
}

// Bytes of the sequence that starts at `lead`; 0 when none does.
size_t SequenceBytes(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

}  // namespace

bool IsUtf8(absl::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const size_t bytes = SequenceBytes(lead);
    if (bytes == 0 || text.size() - i < bytes) return false;
    for (size_t k = 1; k < bytes; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) {
        return false;
      }
    }
    if (bytes > 2) {
      const auto second = static_cast<unsigned char>(text[i + 1]);
      if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
          (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F)) {
        return false;
      }
    }
    i += bytes;
  }
  return true;
}

ParsedCharter Parse(absl::string_view text) {
  if (text.size() > kMaxCharterBytes) {
    return Failed({.code = IssueCode::kTooLong,
                   .detail = std::to_string(kMaxCharterBytes)});
  }
  if (!IsUtf8(text)) return Failed({.code = IssueCode::kNotUtf8});
  const auto messages = static_cast<size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return c == '{' || c == '<'; }));
  if (messages > kMaxCharterMessages) {
    return Failed({.code = IssueCode::kTooMany,
                   .subject = "{",
                   .detail = std::to_string(kMaxCharterMessages)});
  }
  ParsedCharter parsed;
  parsed.charter = std::make_unique<Charter>();
  parsed.places = std::make_unique<TextFormat::ParseInfoTree>();
  const auto fault =
      ReadText(text, kMaxCharterDepth, *parsed.charter, parsed.places.get());
  if (!fault.has_value()) return parsed;
  return Failed({.line = fault->line,
                 .column = fault->column,
                 .code = fault->kind == TextFault::Kind::kTooDeep
                             ? IssueCode::kTooDeep
                             : IssueCode::kSyntax,
                 .subject = fault->subject,
                 .fault = *fault});
}

}  // namespace sceau::policy
