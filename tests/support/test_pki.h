// An authority for one test: P-256 keys and certificates made in the process,
// valid from 2000 to 2099 so that a test's clock may stand anywhere.
#ifndef SCEAU_TESTS_SUPPORT_TEST_PKI_H_
#define SCEAU_TESTS_SUPPORT_TEST_PKI_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace sceau::testing {

// A certificate and its private key, in PEM.
struct Credential {
  std::string certificate = {};
  std::string key = {};
};

// Keys are fresh in every run: nothing may depend on their bytes. Thread
// compatible.
class TestPki {
 public:
  explicit TestPki(absl::string_view trust_domain = "sceau.example");
  ~TestPki();

  const std::string& trust_domain() const { return trust_domain_; }
  const std::string& authority() const { return authority_.certificate; }

  // For "localhost" and 127.0.0.1.
  Credential Server() const;
  // The one identity of a named person.
  Credential Member(absl::string_view partner, absl::string_view member) const;
  // A client certificate with these URIs, in their order; possibly none.
  // `name`: the subject's common name.
  Credential WithUris(const std::vector<std::string>& uris,
                      absl::string_view name = "Test member") const;

 private:
  Credential Issue(absl::string_view name, const std::string& alternative_names,
                   absl::string_view usage) const;

  const std::string trust_domain_;
  Credential authority_;
};

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SUPPORT_TEST_PKI_H_
