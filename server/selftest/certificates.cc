#include "server/selftest/certificates.h"

#include "absl/strings/str_cat.h"
#include "openssl/bio.h"
#include "openssl/evp.h"
#include "openssl/pem.h"
#include "openssl/x509v3.h"

#include "crypto/openssl_ptr.h"

namespace sceau::selftest {
namespace {

using crypto::BioPtr;
using crypto::OpensslPtr;
using crypto::PkeyPtr;
using X509Ptr = OpensslPtr<X509, X509_free>;
using ExtensionPtr = OpensslPtr<X509_EXTENSION, X509_EXTENSION_free>;

// Longer than any charter's term.
constexpr char kNotBefore[] = "20000101000000Z";
constexpr char kNotAfter[] = "20991231235959Z";

std::string Text(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return std::string(data, static_cast<size_t>(size));
}

bool Fill(X509* certificate, EVP_PKEY* key, const std::string& uri) {
  if (X509_set_version(certificate, X509_VERSION_3) != 1 ||
      ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1) != 1 ||
      ASN1_TIME_set_string_X509(X509_getm_notBefore(certificate), kNotBefore) !=
          1 ||
      ASN1_TIME_set_string_X509(X509_getm_notAfter(certificate), kNotAfter) !=
          1 ||
      X509_set_pubkey(certificate, key) != 1) {
    return false;
  }
  X509V3_CTX context;
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  const ExtensionPtr name(
      X509V3_EXT_conf_nid(nullptr, &context, NID_subject_alt_name,
                          absl::StrCat("URI:", uri).c_str()));
  return name != nullptr && X509_add_ext(certificate, name.get(), -1) == 1 &&
         X509_sign(certificate, key, nullptr) > 0;
}

}  // namespace

absl::StatusOr<Credential> MakeCredential(const std::string& uri) {
  const PkeyPtr key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  const X509Ptr certificate(X509_new());
  const BioPtr key_text(BIO_new(BIO_s_mem()));
  const BioPtr certificate_text(BIO_new(BIO_s_mem()));
  if (key == nullptr || certificate == nullptr || key_text == nullptr ||
      certificate_text == nullptr || !Fill(certificate.get(), key.get(), uri) ||
      PEM_write_bio_PKCS8PrivateKey(key_text.get(), key.get(), nullptr, nullptr,
                                    0, nullptr, nullptr) != 1 ||
      PEM_write_bio_X509(certificate_text.get(), certificate.get()) != 1) {
    return absl::InternalError("no certificate could be made");
  }
  return Credential{.certificate = Text(certificate_text.get()),
                    .key = Text(key_text.get())};
}

}  // namespace sceau::selftest
