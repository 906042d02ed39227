#include "crypto/certificate.h"

#include <algorithm>
#include <ctime>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "openssl/pem.h"
#include "openssl/x509.h"
#include "openssl/x509v3.h"

#include "crypto/digest.h"
#include "crypto/openssl_ptr.h"

namespace sceau::crypto {
namespace {

using X509Ptr = OpensslPtr<X509, X509_free>;
using NamesPtr = OpensslPtr<GENERAL_NAMES, GENERAL_NAMES_free>;

absl::Status Malformed() {
  return absl::InvalidArgumentError("not one readable certificate");
}

std::optional<int64_t> UnixSeconds(const ASN1_TIME* time) {
  std::tm utc = {};
  if (ASN1_TIME_to_tm(time, &utc) != 1) return std::nullopt;
  return timegm(&utc);
}

// Empty when the names cannot be read or one is not plain text: a zero byte in
// a name has fooled others.
std::optional<std::vector<std::string>> UrisOf(const X509* certificate) {
  int found = 0;
  const NamesPtr names(static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(
      certificate, NID_subject_alt_name, &found, /*idx=*/nullptr)));
  std::vector<std::string> uris;
  // -1: no such extension; -2: several, which is against RFC 5280.
  if (names == nullptr) {
    return found == -1 ? std::optional(uris) : std::nullopt;
  }
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const GENERAL_NAME* const name = sk_GENERAL_NAME_value(names.get(), i);
    if (name->type != GEN_URI) continue;
    const ASN1_IA5STRING* const uri = name->d.uniformResourceIdentifier;
    const absl::string_view text =
        AsText({ASN1_STRING_get0_data(uri),
                static_cast<size_t>(ASN1_STRING_length(uri))});
    const bool plain = !text.empty() &&
                       std::all_of(text.begin(), text.end(),
                                   [](char c) { return c > ' ' && c <= '~'; });
    if (!plain || uris.size() == kMaxCertificateUris) return std::nullopt;
    uris.emplace_back(text);
  }
  return uris;
}

std::optional<Bytes> SpkiOf(const X509* certificate) {
  uint8_t* der = nullptr;
  const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
  if (size <= 0) return std::nullopt;
  Bytes out(der, der + size);
  OPENSSL_free(der);
  return out;
}

X509Ptr ReadCertificate(BIO* pem) {
  return X509Ptr(PEM_read_bio_X509(pem, nullptr, nullptr, nullptr));
}

}  // namespace

absl::StatusOr<CertificateFacts> ParseCertificate(absl::string_view pem) {
  if (pem.size() > kMaxCertificatePemBytes) return Malformed();
  const ErrorQueueDrain drain;
  const BioPtr in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Require(in != nullptr);
  const X509Ptr certificate = ReadCertificate(in.get());
  if (certificate == nullptr || ReadCertificate(in.get()) != nullptr) {
    return Malformed();
  }
  std::optional<std::vector<std::string>> uris = UrisOf(certificate.get());
  std::optional<Bytes> spki = SpkiOf(certificate.get());
  const std::optional<int64_t> not_before =
      UnixSeconds(X509_get0_notBefore(certificate.get()));
  const std::optional<int64_t> not_after =
      UnixSeconds(X509_get0_notAfter(certificate.get()));
  if (!uris.has_value() || !spki.has_value() || !not_before.has_value() ||
      !not_after.has_value()) {
    return Malformed();
  }
  return CertificateFacts{.uris = *std::move(uris),
                          .spki_fingerprint = Sha256(*spki),
                          .spki_der = *std::move(spki),
                          .not_before = *not_before,
                          .not_after = *not_after};
}

absl::Status CheckIssuer(absl::string_view pem, absl::string_view authority) {
  if (pem.size() > kMaxCertificatePemBytes ||
      authority.size() > kMaxCertificatePemBytes) {
    return Malformed();
  }
  const ErrorQueueDrain drain;
  const BioPtr in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const BioPtr of(
      BIO_new_mem_buf(authority.data(), static_cast<int>(authority.size())));
  Require(in != nullptr && of != nullptr);
  const X509Ptr certificate = ReadCertificate(in.get());
  if (certificate == nullptr) return Malformed();
  while (const X509Ptr issuer = ReadCertificate(of.get())) {
    if (X509_check_issued(issuer.get(), certificate.get()) == X509_V_OK &&
        X509_verify(certificate.get(), X509_get0_pubkey(issuer.get())) == 1) {
      return absl::OkStatus();
    }
  }
  return absl::InvalidArgumentError("the certificate is not of this authority");
}

absl::Status CheckForClients(absl::string_view pem) {
  if (pem.size() > kMaxCertificatePemBytes) return Malformed();
  const ErrorQueueDrain drain;
  const BioPtr in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Require(in != nullptr);
  const X509Ptr certificate = ReadCertificate(in.get());
  if (certificate == nullptr) return Malformed();
  if (X509_check_purpose(certificate.get(), X509_PURPOSE_SSL_CLIENT,
                         /*ca=*/0) == 1) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError("the certificate is not for a client");
}

}  // namespace sceau::crypto
