#include "server/cases/entry_bodies.h"

#include <string>

#include "crypto/envelope.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

constexpr uint32_t kCategoryKeyVersion = 1;

crypto::SealContext BodyContext(absl::string_view resource,
                                const EntryHeader& header) {
  return {.kind = "entry",
          .resource = resource,
          .category = v1::Category_Name(header.category),
          .version = header.version,
          .key_version = kCategoryKeyVersion};
}

}  // namespace

crypto::Bytes SealBody(const CaseKeys& keys, const CaseName& name,
                       const EntryHeader& header, const v1::EntryBody& body) {
  const std::string plain = body.SerializeAsString();
  const std::string resource = EntryName::ToString(name, header.id);
  return crypto::SealRecord(keys.Key(header.category),
                            BodyContext(resource, header),
                            crypto::AsBytes(plain));
}

absl::Status OpenBody(const CaseKeys& keys, absl::string_view resource,
                      const EntryHeader& header, crypto::ByteView sealed,
                      v1::EntryBody* out) {
  const auto opened = crypto::OpenRecord(keys.Key(header.category),
                                         BodyContext(resource, header), sealed);
  if (!opened.ok() ||
      !out->ParseFromArray(opened->Reveal().data(),
                           static_cast<int>(opened->size())) ||
      CategoryOf(*out) != header.category) {
    return Error(v1::ERROR_REASON_CIPHERTEXT_REJECTED,
                 "an entry does not open");
  }
  return absl::OkStatus();
}

absl::Status CheckBody(const CaseKeys& keys, const CaseName& name,
                       const EntryHeader& header, crypto::ByteView sealed) {
  const std::string resource = EntryName::ToString(name, header.id);
  const auto opened = crypto::OpenRecord(keys.Key(header.category),
                                         BodyContext(resource, header), sealed);
  return WithReason(opened.status(), v1::ERROR_REASON_CIPHERTEXT_REJECTED,
                    "an entry does not open");
}

}  // namespace sceau
