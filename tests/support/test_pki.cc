#include "tests/support/test_pki.h"

#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "openssl/bio.h"
#include "openssl/ec.h"
#include "openssl/evp.h"
#include "openssl/pem.h"
#include "openssl/rand.h"
#include "openssl/x509v3.h"

#include "crypto/openssl_ptr.h"

namespace sceau::testing {
namespace {

using crypto::BioPtr;
using crypto::OpensslPtr;
using crypto::PkeyPtr;
using X509Ptr = OpensslPtr<X509, X509_free>;

void Must(bool good) {
  if (!good) std::abort();
}

std::string Text(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return std::string(data, static_cast<size_t>(size));
}

std::string KeyPem(EVP_PKEY* key) {
  const BioPtr out(BIO_new(BIO_s_mem()));
  Must(PEM_write_bio_PKCS8PrivateKey(out.get(), key, nullptr, nullptr, 0,
                                     nullptr, nullptr) == 1);
  return Text(out.get());
}

std::string CertificatePem(X509* certificate) {
  const BioPtr out(BIO_new(BIO_s_mem()));
  Must(PEM_write_bio_X509(out.get(), certificate) == 1);
  return Text(out.get());
}

PkeyPtr ReadKey(const std::string& pem) {
  const BioPtr in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  PkeyPtr key(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr));
  Must(key != nullptr);
  return key;
}

X509Ptr ReadCertificate(const std::string& pem) {
  const BioPtr in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  X509Ptr certificate(PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr));
  Must(certificate != nullptr);
  return certificate;
}

// An unsigned certificate with everything but its extensions.
X509Ptr Blank(absl::string_view name, EVP_PKEY* key) {
  X509Ptr certificate(X509_new());
  Must(X509_set_version(certificate.get(), X509_VERSION_3) == 1);
  uint8_t serial[16];
  Must(RAND_bytes(serial, sizeof(serial)) == 1);
  serial[0] &= 0x7f;
  BIGNUM* const number = BN_bin2bn(serial, sizeof(serial), nullptr);
  Must(BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate.get())) !=
       nullptr);
  BN_free(number);
  Must(ASN1_TIME_set_string_X509(X509_getm_notBefore(certificate.get()),
                                 "20000101000000Z") == 1);
  Must(ASN1_TIME_set_string_X509(X509_getm_notAfter(certificate.get()),
                                 "20991231235959Z") == 1);
  X509_NAME* const subject = X509_get_subject_name(certificate.get());
  Must(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                                  reinterpret_cast<const uint8_t*>(name.data()),
                                  static_cast<int>(name.size()), -1, 0) == 1);
  Must(X509_set_pubkey(certificate.get(), key) == 1);
  return certificate;
}

void Extend(X509* certificate, X509* issuer, int nid,
            const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* const extension =
      X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
  Must(extension != nullptr);
  Must(X509_add_ext(certificate, extension, -1) == 1);
  X509_EXTENSION_free(extension);
}

PkeyPtr NewKey() {
  PkeyPtr key(EVP_EC_gen("P-256"));
  Must(key != nullptr);
  return key;
}

}  // namespace

TestPki::TestPki(absl::string_view trust_domain) : trust_domain_(trust_domain) {
  const PkeyPtr key = NewKey();
  const X509Ptr self = Blank("Test authority", key.get());
  Must(X509_set_issuer_name(self.get(), X509_get_subject_name(self.get())) ==
       1);
  Extend(self.get(), self.get(), NID_basic_constraints,
         "critical,CA:TRUE,pathlen:0");
  Extend(self.get(), self.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
  Extend(self.get(), self.get(), NID_subject_key_identifier, "hash");
  Must(X509_sign(self.get(), key.get(), EVP_sha256()) > 0);
  authority_ = {.certificate = CertificatePem(self.get()),
                .key = KeyPem(key.get())};
}

TestPki::~TestPki() = default;

Credential TestPki::Server() const {
  return Issue("Test server", "DNS:localhost,IP:127.0.0.1", "serverAuth");
}

Credential TestPki::Member(absl::string_view partner,
                           absl::string_view member) const {
  return WithUris({absl::StrCat("spiffe://", trust_domain_, "/partners/",
                                partner, "/members/", member)});
}

Credential TestPki::WithUris(const std::vector<std::string>& uris,
                             absl::string_view name) const {
  std::string names;
  for (const std::string& uri : uris) {
    absl::StrAppend(&names, names.empty() ? "" : ",", "URI:", uri);
  }
  return Issue(name, names, "clientAuth");
}

Credential TestPki::Issue(absl::string_view name,
                          const std::string& alternative_names,
                          absl::string_view usage) const {
  const PkeyPtr key = NewKey();
  const X509Ptr issuer = ReadCertificate(authority_.certificate);
  const X509Ptr certificate = Blank(name, key.get());
  Must(X509_set_issuer_name(certificate.get(),
                            X509_get_subject_name(issuer.get())) == 1);
  Extend(certificate.get(), issuer.get(), NID_basic_constraints,
         "critical,CA:FALSE");
  Extend(certificate.get(), issuer.get(), NID_key_usage,
         "critical,digitalSignature");
  Extend(certificate.get(), issuer.get(), NID_ext_key_usage,
         std::string(usage));
  Extend(certificate.get(), issuer.get(), NID_subject_key_identifier, "hash");
  Extend(certificate.get(), issuer.get(), NID_authority_key_identifier,
         "keyid");
  if (!alternative_names.empty()) {
    Extend(certificate.get(), issuer.get(), NID_subject_alt_name,
           alternative_names);
  }
  Must(X509_sign(certificate.get(), ReadKey(authority_.key).get(),
                 EVP_sha256()) > 0);
  return {.certificate = CertificatePem(certificate.get()),
          .key = KeyPem(key.get())};
}

}  // namespace sceau::testing
