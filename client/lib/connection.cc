#include "client/lib/connection.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "absl/random/random.h"
#include "absl/strings/match.h"
#include "absl/time/clock.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"

#include "proto/contract/errors.h"
#include "proto/contract/wire.h"

namespace sceau {
namespace {

using crypto::Hash;

std::optional<std::string> Find(const grpc::ClientContext& context,
                                const char* key) {
  for (const auto* metadata : {&context.GetServerTrailingMetadata(),
                               &context.GetServerInitialMetadata()}) {
    const auto found = metadata->find(key);
    if (found != metadata->end()) {
      return std::string(found->second.data(), found->second.size());
    }
  }
  return std::nullopt;
}

// A hash of another length proves nothing: left out, the proof then fails.
std::vector<Hash> HashesOf(
    const google::protobuf::RepeatedPtrField<std::string>& bytes) {
  std::vector<Hash> hashes;
  for (const std::string& item : bytes) {
    if (item.size() != crypto::kHashBytes) continue;
    Hash& hash = hashes.emplace_back();
    std::copy(item.begin(), item.end(), hash.begin());
  }
  return hashes;
}

absl::Duration Backoff(int attempt) {
  thread_local absl::BitGen random;
  const absl::Duration full =
      std::min(kFirstBackoff * (1 << attempt), kMaxBackoff);
  return full * absl::Uniform(random, 0.5, 1.0);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Connection>> Connection::Connect(
    const Profile& profile) {
  const char* floor = std::getenv(kTlsFloorVariable);  // Set before threads.
  if (floor == nullptr || absl::string_view(floor) != kTlsFloorSuites) {
    return absl::FailedPreconditionError("TLS 1.3 is not assured");
  }
  grpc::SslCredentialsOptions options;
  ASSIGN_OR_RETURN(options.pem_root_certs,
                   ReadProfilePem(profile, profile.authority));
  ASSIGN_OR_RETURN(options.pem_cert_chain,
                   ReadProfilePem(profile, profile.certificate));
  ASSIGN_OR_RETURN(const crypto::Secret key, ReadProfileKey(profile));
  options.pem_private_key = crypto::ToString(key.Reveal());
  grpc::ChannelArguments arguments;
  // Ours are the only retries: they count, and they observe each answer.
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  arguments.SetSslTargetNameOverride(profile.server_name);
  auto connection = std::make_unique<Connection>(
      grpc::CreateCustomChannel(profile.server, grpc::SslCredentials(options),
                                arguments),
      profile, [](absl::Duration time) { absl::SleepFor(time); });
  ASSIGN_OR_RETURN(connection->cosigner_, Cosigner::Load(profile));
  return connection;
}

Connection::Connection(std::shared_ptr<grpc::Channel> channel,
                       const Profile& profile, Sleeper sleep)
    : channel_(std::move(channel)),
      journal_(v1::JournalService::NewStub(channel_)),
      group_(profile.group),
      deadline_(absl::Seconds(profile.deadline_seconds)),
      sleep_(std::move(sleep)),
      witness_({.path = profile.WitnessPath(),
                .key = profile.journal_key,
                .origin = profile.journal_origin,
                .now = [] { return absl::ToUnixSeconds(absl::Now()); },
                .wait = [this] { sleep_(absl::Seconds(1)); }},
               ProofsOfServer()) {}

ProofSource Connection::ProofsOfServer() {
  const std::string parent = "groups/" + group_;
  ProofSource proofs;
  proofs.newest_note =
      [this, parent](const std::string& known) -> absl::StatusOr<std::string> {
    v1::GetCheckpointRequest request;
    request.set_parent(parent);
    request.set_known(known);
    v1::Checkpoint response;
    RETURN_IF_ERROR(CallUnwitnessed([&](grpc::ClientContext& context) {
      return journal_->GetCheckpoint(&context, request, &response);
    }));
    return response.note();
  };
  proofs.inclusion = [this, parent](
                         uint64_t index,
                         uint64_t size) -> absl::StatusOr<std::vector<Hash>> {
    v1::GetInclusionProofRequest request;
    request.set_parent(parent);
    request.set_leaf_index(index);
    request.set_tree_size(size);
    v1::InclusionProof response;
    RETURN_IF_ERROR(CallUnwitnessed([&](grpc::ClientContext& context) {
      return journal_->GetInclusionProof(&context, request, &response);
    }));
    return HashesOf(response.hashes());
  };
  proofs.consistency =
      [this, parent](uint64_t first,
                     uint64_t second) -> absl::StatusOr<std::vector<Hash>> {
    v1::GetConsistencyProofRequest request;
    request.set_parent(parent);
    request.set_first_tree_size(first);
    request.set_second_tree_size(second);
    v1::ConsistencyProof response;
    RETURN_IF_ERROR(CallUnwitnessed([&](grpc::ClientContext& context) {
      return journal_->GetConsistencyProof(&context, request, &response);
    }));
    return HashesOf(response.hashes());
  };
  return proofs;
}

absl::Status Connection::ObserveAnswer(const grpc::ClientContext& context,
                                       bool owed) {
  const auto receipt = Find(context, kReceiptKey);
  RETURN_IF_ERROR(
      witness_.Observe(Find(context, kCheckpointKey), receipt, owed));
  if (receipt && ++receipts_ >= kProveEveryReceipts) {
    receipts_ = 0;
    return witness_.ProveReceipts().status();
  }
  return absl::OkStatus();
}

absl::Status Connection::Attempts(
    const std::function<grpc::Status(grpc::ClientContext&)>& attempt,
    bool witnessed) {
  for (int count = 1;; ++count) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + deadline_));
    const grpc::Status answer = attempt(context);
    if (witnessed) {
      // Refusals have leaves too, but those of a request's shape have none.
      RETURN_IF_ERROR(ObserveAnswer(context, /*owed=*/answer.ok()));
    }
    if (answer.error_code() != grpc::StatusCode::UNAVAILABLE ||
        count == kMaxAttempts) {
      return FromGrpcStatus(answer);
    }
    if (tell_) tell_();
    sleep_(Backoff(count - 1));
  }
}

absl::Status Connection::Begin() {
  RETURN_IF_ERROR(witness_.Standing());
  if (begun_) return absl::OkStatus();
  RETURN_IF_ERROR(witness_.Begin());
  begun_ = true;
  if (!cosigner_) return absl::OkStatus();
  ASSIGN_OR_RETURN(const WitnessState state, witness_.State());
  if (absl::ToUnixSeconds(absl::Now()) - state.cosigned < kCosignEverySeconds) {
    return absl::OkStatus();
  }
  // Whoever cannot publish a cosignature now works on; it is tried again.
  const absl::Status published = Cosign().status();
  return ReasonOf(published) == v1::ERROR_REASON_ROLLBACK_SUSPECTED
             ? published
             : absl::OkStatus();
}

absl::StatusOr<std::string> Connection::Cosign() {
  if (!cosigner_) return absl::FailedPreconditionError("no witness key");
  RETURN_IF_ERROR(begun_ ? witness_.Standing() : witness_.Begin());
  begun_ = true;
  ASSIGN_OR_RETURN(const WitnessState state, witness_.State());
  ASSIGN_OR_RETURN(
      v1::AddCosignatureRequest request,
      cosigner_->Cosign(state.note, absl::ToUnixSeconds(absl::Now())));
  request.set_parent("groups/" + group_);
  v1::Checkpoint response;
  RETURN_IF_ERROR(Attempts(
      [&](grpc::ClientContext& context) {
        response.Clear();
        return journal_->AddCosignature(&context, request, &response);
      },
      /*witnessed=*/true));
  RETURN_IF_ERROR(witness_.NoteCosigned());
  return request.note();
}

absl::Status Connection::Call(
    const std::function<grpc::Status(grpc::ClientContext&)>& attempt) {
  RETURN_IF_ERROR(Begin());
  return Attempts(attempt, /*witnessed=*/true);
}

absl::Status Connection::CallUnwitnessed(
    const std::function<grpc::Status(grpc::ClientContext&)>& attempt) {
  return Attempts(attempt, /*witnessed=*/false);
}

}  // namespace sceau
