#include "proto/contract/checker.h"

#include <set>

#include "absl/strings/str_cat.h"

#include "sceau/v1/options.pb.h"

namespace sceau {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

bool IsOurs(const Descriptor& message) {
  return message.file()->package() == "sceau.v1";
}

// Types in which content slips in unless someone has said what they hold.
bool NeedsItsOwnOption(const FieldDescriptor& field) {
  if (field.type() == FieldDescriptor::TYPE_STRING ||
      field.type() == FieldDescriptor::TYPE_BYTES) {
    return true;
  }
  return field.message_type() != nullptr && !IsOurs(*field.message_type()) &&
         field.message_type()->full_name() != "google.protobuf.Timestamp" &&
         !field.containing_type()->options().HasExtension(v1::holds);
}

class Walk {
 public:
  void Check(const Descriptor& message) {
    if (!IsOurs(message) || !seen_.insert(&message).second) return;
    const auto& options = message.options();
    const bool is_content = options.HasExtension(v1::content);
    if (is_content == options.HasExtension(v1::holds)) {
      problems.push_back(absl::StrCat(message.full_name(),
                                      ": needs exactly one of the options "
                                      "(content) and (holds)"));
    }
    for (int i = 0; i < message.field_count(); ++i) {
      CheckField(*message.field(i), is_content);
    }
  }

  std::vector<std::string> problems;

 private:
  void CheckField(const FieldDescriptor& field, bool in_content) {
    const auto& options = field.options();
    const bool has_own =
        options.HasExtension(v1::category) || options.HasExtension(v1::kind);
    const bool is_ours =
        field.message_type() != nullptr && IsOurs(*field.message_type());
    if (!in_content && !has_own && !is_ours && NeedsItsOwnOption(field)) {
      problems.push_back(absl::StrCat(
          field.full_name(),
          ": needs a (category), or a (kind) that says it is no content"));
    }
    if (is_ours) Check(*field.message_type());
  }

  std::set<const Descriptor*> seen_;
};

}  // namespace

std::vector<std::string> CheckService(
    const google::protobuf::ServiceDescriptor& service) {
  Walk walk;
  for (int i = 0; i < service.method_count(); ++i) {
    const auto& method = *service.method(i);
    const auto& options = method.options();
    if (options.ExtensionSize(v1::operation) == 0) {
      walk.problems.push_back(
          absl::StrCat(method.full_name(), ": needs an (operation)"));
    }
    for (int j = 0; j < options.ExtensionSize(v1::operation); ++j) {
      if (options.GetExtension(v1::operation, j) == v1::OPERATION_UNSPECIFIED) {
        walk.problems.push_back(
            absl::StrCat(method.full_name(), ": its operation is unspecified"));
      }
    }
    walk.Check(*method.input_type());
    walk.Check(*method.output_type());
  }
  return walk.problems;
}

std::vector<std::string> CheckContract(
    const google::protobuf::FileDescriptorSet& files) {
  google::protobuf::DescriptorPool pool;
  std::vector<std::string> problems;
  int services = 0;
  for (const auto& proto : files.file()) {
    const auto* file = pool.BuildFile(proto);
    if (file == nullptr) {
      problems.push_back(absl::StrCat(proto.name(), ": does not build"));
      continue;
    }
    if (file->package() != "sceau.v1") continue;
    services += file->service_count();
    for (int i = 0; i < file->service_count(); ++i) {
      for (std::string& problem : CheckService(*file->service(i))) {
        problems.push_back(std::move(problem));
      }
    }
  }
  if (services == 0) problems.push_back("no service to check");
  return problems;
}

}  // namespace sceau
