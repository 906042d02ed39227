#include "client/cli/cases/change_entry.h"

#include <vector>

#include "google/api/field_behavior.pb.h"

#include "client/cli/cases/render_case.h"
#include "client/cli/words/describe.h"
#include "client/cli/words/values.h"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau {
namespace {

using google::protobuf::FieldDescriptor;

bool IsOutputOnly(const FieldDescriptor& field) {
  const auto& options = field.options();
  const int count = options.ExtensionSize(google::api::field_behavior);
  for (int i = 0; i < count; ++i) {
    if (options.GetExtension(google::api::field_behavior, i) ==
        google::api::OUTPUT_ONLY) {
      return true;
    }
  }
  return false;
}

}  // namespace

absl::Status SetTyped(Context& context, google::protobuf::Message& message,
                      absl::string_view field, absl::string_view text) {
  if (text.empty()) return absl::OkStatus();
  return SetField(message, field, text, context.today(), context.labels());
}

absl::StatusOr<ExitCode> ShowRecorded(Context& context,
                                      const v1::Entry& entry) {
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(entry));
    return ExitCode::kOk;
  }
  context.Print(Paragraph(context.Text("entry.it-is-recorded")));
  // Who may do it need not be shown the result: a co-pilot, once the decision
  // no longer awaits anyone.
  if (BodyOf(entry.body()) != nullptr) {
    context.Print(Paragraph(context.labels().Category(entry.category())));
    context.Print(RenderEntry(entry, context.labels()));
  }
  return ExitCode::kOk;
}

v1::SupersedeEntryRequest ChangeOf(const v1::Entry& entry) {
  v1::SupersedeEntryRequest request;
  request.set_name(entry.name());
  request.set_etag(entry.etag());
  return request;
}

void ClearOutputFields(google::protobuf::Message& message) {
  const auto& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> set;
  reflection.ListFields(message, &set);
  for (const FieldDescriptor* field : set) {
    if (IsOutputOnly(*field)) {
      reflection.ClearField(&message, field);
    } else if (!field->is_repeated() &&
               field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      ClearOutputFields(*reflection.MutableMessage(&message, field));
    }
  }
}

absl::StatusOr<ExitCode> SendChange(Context& context,
                                    const v1::SupersedeEntryRequest& request) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(const v1::Entry entry, api->SupersedeEntry(request));
  return ShowRecorded(context, entry);
}

absl::StatusOr<ExitCode> Deposit(Context& context, absl::string_view case_id,
                                 const v1::Entry& entry) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::CreateEntryRequest request;
  request.set_parent(api->Name("cases", case_id));
  *request.mutable_entry() = entry;
  ASSIGN_OR_RETURN(const v1::Entry created, api->CreateEntry(request));
  return ShowRecorded(context, created);
}

}  // namespace sceau
