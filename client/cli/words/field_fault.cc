#include "client/cli/words/field_fault.h"

#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "google/protobuf/descriptor.h"

#include "sceau/v1/case.pb.h"
#include "sceau/v1/entry.pb.h"
#include "sceau/v1/member_service.pb.h"
#include "sceau/v1/referral_service.pb.h"
#include "sceau/v1/session_service.pb.h"

namespace sceau {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

// What a path may begin with.
const Descriptor* RootOf(absl::string_view name) {
  if (name == "entry" || name == "entries") return v1::Entry::descriptor();
  if (name == "body") return v1::EntryBody::descriptor();
  if (name == "referral" || name == "inline_referral") {
    return v1::Referral::descriptor();
  }
  if (name == "member") return v1::Member::descriptor();
  if (name == "review_session") return v1::ReviewSession::descriptor();
  return nullptr;
}

}  // namespace

std::string FieldLabel(absl::string_view path, const Labels& labels) {
  const std::vector<std::string> names = absl::StrSplit(path, '.');
  const FieldDescriptor* field = nullptr;
  const Descriptor* message = nullptr;
  for (size_t i = 0; i < names.size(); ++i) {
    const std::string name = names[i].substr(0, names[i].find('['));
    if (i == 0) {
      message = RootOf(name);
    } else if (message != nullptr) {
      field = message->FindFieldByName(name);
      message = field == nullptr ? nullptr : field->message_type();
    }
    if (message == nullptr && i + 1 < names.size()) return std::string(path);
  }
  return field == nullptr ? std::string(path) : labels.Field(*field);
}

std::string FaultText(absl::string_view message, const Labels& labels) {
  const std::string id = SentenceId("fault", message);
  return FindSentence(id) == nullptr ? std::string(message) : labels.Text(id);
}

}  // namespace sceau
