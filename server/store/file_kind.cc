#include "server/store/file_kind.h"

#include <cstdlib>

#include "absl/strings/str_cat.h"

#include "proto/contract/errors.h"

namespace sceau {

absl::string_view FileName(FileKind kind) {
  switch (kind) {
    case FileKind::kCase:
      return "case.db";
    case FileKind::kKeys:
      return "keys.db";
    case FileKind::kJournal:
      return "journal.db";
  }
  std::abort();
}

std::string FilePath(absl::string_view folder, FileKind kind) {
  return absl::StrCat(folder, "/", FileName(kind));
}

const crypto::Secret& FileKey(const crypto::GroupKeys& keys, FileKind kind) {
  switch (kind) {
    case FileKind::kCase:
      return keys.case_db;
    case FileKind::kKeys:
      return keys.keys_db;
    case FileKind::kJournal:
      return keys.journal_db;
  }
  std::abort();
}

absl::Status OfFile(const absl::Status& status, FileKind kind) {
  const v1::ErrorReason reason = ReasonOf(status);
  const absl::string_view file = FileName(kind);
  const std::string message = absl::StrCat(file, ": ", status.message());
  const std::string cause = MetadataOf(status, "cause");
  if (reason == v1::ERROR_REASON_DATABASE_CORRUPT) {
    return Error(
        reason, message,
        {{"cause", cause.empty() ? "damaged" : cause}, {"file", file}});
  }
  if (reason == v1::ERROR_REASON_STATE_FORBIDS) {
    return Error(reason, message,
                 {{"cause", cause},
                  {"file", file},
                  {"found", MetadataOf(status, "found")},
                  {"known", MetadataOf(status, "known")}});
  }
  return status;
}

}  // namespace sceau
