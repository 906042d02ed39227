#include "server/rpc/method_table.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "sceau/v1/case_service.pb.h"
#include "sceau/v1/charter_service.pb.h"
#include "sceau/v1/explain_service.pb.h"
#include "sceau/v1/journal_review_service.pb.h"
#include "sceau/v1/journal_service.pb.h"
#include "sceau/v1/member_service.pb.h"
#include "sceau/v1/options.pb.h"
#include "sceau/v1/referral_service.pb.h"
#include "sceau/v1/session_service.pb.h"

namespace sceau {

namespace pb = ::google::protobuf;

std::vector<v1::Operation> OperationsOf(const pb::MethodDescriptor& method) {
  std::vector<v1::Operation> operations;
  const pb::MethodOptions& options = method.options();
  for (int i = 0; i < options.ExtensionSize(v1::operation); ++i) {
    operations.push_back(options.GetExtension(v1::operation, i));
  }
  return operations;
}

bool NeedsSignature(const std::vector<v1::Operation>& operations) {
  return !std::all_of(operations.begin(), operations.end(),
                      [](v1::Operation operation) {
                        return operation == v1::OPERATION_WHO_AM_I ||
                               operation == v1::OPERATION_CHARTER_READ ||
                               operation == v1::OPERATION_CHARTER_SIGN ||
                               operation == v1::OPERATION_JOURNAL_PROOF;
                      });
}

std::vector<const pb::MethodDescriptor*> AllMethods() {
  std::vector<const pb::MethodDescriptor*> methods;
  // One message of each service's file: a service that is not here is not
  // linked, and has no generated base to be served by either.
  // MethodTableTest.KnowsEveryServiceOfTheContract holds this list.
  for (const pb::Descriptor* const message :
       {v1::GetCaseRequest::descriptor(), v1::GetReferralRequest::descriptor(),
        v1::GetReviewSessionRequest::descriptor(),
        v1::WhoAmIRequest::descriptor(), v1::GetCharterRequest::descriptor(),
        v1::ExplainRequest::descriptor(),
        v1::GetCheckpointRequest::descriptor(),
        v1::GetJournalReviewRequest::descriptor()}) {
    const pb::FileDescriptor& file = *message->file();
    for (int i = 0; i < file.service_count(); ++i) {
      for (int j = 0; j < file.service(i)->method_count(); ++j) {
        methods.push_back(file.service(i)->method(j));
      }
    }
  }
  return methods;
}

const pb::MethodDescriptor* FindMethod(const pb::Descriptor* request,
                                       const pb::Descriptor* response) {
  for (const pb::MethodDescriptor* const method : AllMethods()) {
    if (method->input_type() == request && method->output_type() == response) {
      return method;
    }
  }
  return nullptr;
}

void MethodTable::AddRow(const pb::Descriptor* request,
                         const pb::Descriptor* response, Handler handler) {
  MethodRow row;
  row.method = FindMethod(request, response);
  if (row.method == nullptr) std::abort();
  row.operations = OperationsOf(*row.method);
  if (row.operations.empty()) std::abort();
  row.shape = std::make_shared<const RequestShape>(*request);
  row.needs_signature = NeedsSignature(row.operations);
  row.journalled = std::none_of(
      std::begin(kNotJournalled), std::end(kNotJournalled),
      [&](const char* name) { return row.method->full_name() == name; });
  row.handler = std::move(handler);
  if (!rows_.emplace(request, std::move(row)).second) std::abort();
}

const MethodRow* MethodTable::Find(const pb::Descriptor* request) const {
  const auto found = rows_.find(request);
  return found == rows_.end() ? nullptr : &found->second;
}

std::vector<std::string> MethodTable::MissingMethods() const {
  std::vector<std::string> missing;
  for (const pb::MethodDescriptor* const method : AllMethods()) {
    if (rows_.count(method->input_type()) == 0) {
      missing.push_back(method->full_name());
    }
  }
  return missing;
}

}  // namespace sceau
