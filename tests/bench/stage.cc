#include "tests/bench/stage.h"

#include <cstdlib>
#include <iostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grpcpp/client_context.h"

#include "tests/bench/sample_case.h"

namespace sceau::bench {
namespace {

void Must(const grpc::Status& status, const char* what) {
  if (status.ok()) return;
  std::cerr << what << ": " << status.error_message() << "\n";
  std::abort();
}

struct WriteCall {
  grpc::ClientContext context;
  v1::Entry response;
};

v1::GetCaseRequest WholeCase(const std::string& name) {
  v1::GetCaseRequest request;
  request.set_name(name);
  request.set_view(v1::CASE_VIEW_FULL);
  request.set_purpose(v1::READING_PURPOSE_FOLLOW_UP);
  return request;
}

}  // namespace

Stage::Stage()
    : group_(testing::TestGroup::Options{.living = true}),
      server_(group_),
      echo_(group_.pki()) {
  const testing::Credential credential =
      group_.CredentialOf(testing::kCoordinator);
  for (Connection& connection : connections_) {
    connection.echo = testing::TlsChannel(echo_.address(),
                                          group_.pki().authority(), credential);
    connection.cases =
        v1::CaseService::NewStub(server_.ChannelAs(testing::kCoordinator));
  }
  OpenCases();
}

Stage::Connection& Stage::ConnectionOf(int slot) {
  return connections_[static_cast<size_t>(slot) % kConnections];
}

void Stage::OpenCases() {
  const absl::CivilDay today =
      server_.group()->clock().DayOf(server_.group()->clock().Now());
  for (int slot = 0; slot < kMaxInFlight; ++slot) {
    v1::CaseService::Stub& stub = *ConnectionOf(slot).cases;
    v1::Case file;
    {
      grpc::ClientContext context;
      testing::SetDeadline(context);
      Must(stub.CreateCase(
               &context,
               SampleCase(absl::StrCat("groups/", testing::kTestGroup), today,
                          slot),
               &file),
           "CreateCase");
    }
    grpc::ClientContext context;
    testing::SetDeadline(context);
    Must(stub.GetCase(&context, WholeCase(file.name()), &file), "GetCase");
    if (file.entries_size() != kSampleEntries) {
      std::cerr << "the sample has " << file.entries_size() << " entries\n";
      std::abort();
    }
    OpenedCase opened{.name = file.name(), .change = {}, .answer = {}};
    for (const v1::Entry& entry : file.entries()) {
      if (!entry.body().has_action()) continue;
      opened.change.set_name(entry.name());
      opened.change.set_etag(entry.etag());
    }
    opened.change.set_request_id(NewRequestId());
    *opened.change.mutable_body() = SampleAction("Stage prolongé d'un mois.");
    cases_.push_back(std::move(opened));
  }
}

StartCall Stage::Echo() {
  return [this](int slot, EndCall done) {
    CallEcho(ConnectionOf(slot).echo, std::move(done));
  };
}

StartCall Stage::Read() {
  return [this](int slot, EndCall done) {
    auto context = std::make_shared<grpc::ClientContext>();
    testing::SetDeadline(*context);
    OpenedCase& opened = CaseOf(slot);
    const v1::GetCaseRequest request = WholeCase(opened.name);
    ConnectionOf(slot).cases->async()->GetCase(
        context.get(), &request, &opened.answer,
        [context, &opened, done = std::move(done)](const grpc::Status& status) {
          done(status.ok() && opened.answer.entries_size() == kSampleEntries);
        });
  };
}

StartCall Stage::Write() {
  return [this](int slot, EndCall done) {
    auto call = std::make_shared<WriteCall>();
    testing::SetDeadline(call->context);
    OpenedCase& opened = CaseOf(slot);
    ConnectionOf(slot).cases->async()->SupersedeEntry(
        &call->context, &opened.change, &call->response,
        [call, &opened, done = std::move(done)](const grpc::Status& status) {
          if (status.ok()) {
            opened.change.set_etag(call->response.etag());
            opened.change.set_request_id(NewRequestId());
          }
          done(status.ok());
        });
  };
}

const policy::Program& Stage::program() {
  return *server_.group()->members().state()->in_force->compiled->program;
}

}  // namespace sceau::bench
