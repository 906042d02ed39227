// A server in the test's process, over mutual TLS, that answers from a fake
// journal and lies on demand.
#ifndef SCEAU_TESTS_CLIENT_LIB_HOSTILE_SERVER_H_
#define SCEAU_TESTS_CLIENT_LIB_HOSTILE_SERVER_H_

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grpcpp/grpcpp.h"

#include "proto/contract/errors.h"
#include "proto/contract/wire.h"
#include "sceau/v1/journal_service.grpc.pb.h"
#include "sceau/v1/member_service.grpc.pb.h"
#include "tests/client/lib/fake_journal.h"
#include "tests/support/test_pki.h"

namespace sceau::testing {

class HostileServer final : public v1::MemberService::Service,
                            public v1::JournalService::Service {
 public:
  explicit HostileServer(const TestPki& pki) {
    const Credential credential = pki.Server();
    grpc::SslServerCredentialsOptions options(
        GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
    options.pem_root_certs = pki.authority();
    options.pem_key_cert_pairs.push_back(
        {credential.key, credential.certificate});
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::SslServerCredentials(options),
                             &port_);
    builder.RegisterService(static_cast<v1::MemberService::Service*>(this));
    builder.RegisterService(static_cast<v1::JournalService::Service*>(this));
    server_ = builder.BuildAndStart();
  }
  ~HostileServer() override { server_->Shutdown(); }

  std::string address() const { return absl::StrCat("localhost:", port_); }

  // Which journal stands behind the answers, the checkpoint and the proofs.
  FakeJournal* journal = nullptr;
  // Instead of the newest note, in answers and in GetCheckpoint.
  std::string note_in_answers = {};
  std::string newest_note = {};
  // Instead of the leaf's receipt.
  std::string receipt = {};
  bool without_metadata = false;
  bool metadata_first = false;  // Initial instead of trailing metadata.
  // What WhoAmI answers, in order; then OK.
  std::vector<grpc::Status> answers = {};
  // Applied to every consistency proof.
  std::function<void(v1::ConsistencyProof&)> alter = {};
  // And to every inclusion proof.
  std::function<void(v1::InclusionProof&)> alter_inclusion = {};

  std::atomic<int> calls = 0;
  std::atomic<int> proofs = 0;
  std::vector<std::string> request_ids = {};

 private:
  // A leaf for the call, and what the answer says of the journal.
  void Answer(grpc::ServerContext& context) {
    const std::string before =
        note_in_answers.empty() ? journal->Note() : note_in_answers;
    const uint64_t index = journal->Append(absl::StrCat("call ", calls.load()));
    if (without_metadata) return;
    const std::string shown =
        receipt.empty() ? journal->ReceiptOf(index) : receipt;
    if (metadata_first) {
      context.AddInitialMetadata(kCheckpointKey, before);
      context.AddInitialMetadata(kReceiptKey, shown);
    } else {
      context.AddTrailingMetadata(kCheckpointKey, before);
      context.AddTrailingMetadata(kReceiptKey, shown);
    }
  }

  grpc::Status WhoAmI(grpc::ServerContext* context, const v1::WhoAmIRequest*,
                      v1::WhoAmIResponse* response) override {
    const size_t call = static_cast<size_t>(calls++);
    if (call < answers.size() && !answers[call].ok()) return answers[call];
    Answer(*context);
    response->mutable_member()->set_display_name("secret");
    return grpc::Status::OK;
  }

  grpc::Status ConfirmMember(grpc::ServerContext* context,
                             const v1::ConfirmMemberRequest* request,
                             v1::Member*) override {
    request_ids.push_back(request->request_id());
    const size_t call = static_cast<size_t>(calls++);
    if (call < answers.size() && !answers[call].ok()) return answers[call];
    Answer(*context);
    return grpc::Status::OK;
  }

  grpc::Status GetCheckpoint(grpc::ServerContext*,
                             const v1::GetCheckpointRequest*,
                             v1::Checkpoint* response) override {
    response->set_note(newest_note.empty() ? journal->Note() : newest_note);
    return grpc::Status::OK;
  }

  template <typename Proof>
  static grpc::Status Fill(absl::StatusOr<std::vector<crypto::Hash>> hashes,
                           Proof& response) {
    if (!hashes.ok()) {
      return ToGrpcStatus(FieldError("size", "no such tree"));
    }
    for (const crypto::Hash& hash : *hashes) {
      response.add_hashes(crypto::ToString(hash));
    }
    return grpc::Status::OK;
  }

  grpc::Status GetInclusionProof(grpc::ServerContext*,
                                 const v1::GetInclusionProofRequest* request,
                                 v1::InclusionProof* response) override {
    ++proofs;
    const grpc::Status status =
        Fill(journal->Inclusion(request->leaf_index(), request->tree_size()),
             *response);
    if (alter_inclusion) alter_inclusion(*response);
    return status;
  }

  grpc::Status GetConsistencyProof(
      grpc::ServerContext*, const v1::GetConsistencyProofRequest* request,
      v1::ConsistencyProof* response) override {
    ++proofs;
    const grpc::Status status =
        Fill(journal->Consistency(request->first_tree_size(),
                                  request->second_tree_size()),
             *response);
    if (alter) alter(*response);
    return status;
  }

  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_CLIENT_LIB_HOSTILE_SERVER_H_
