// The signed report as a document for paper. Always in French: it is the
// report's language, whatever the user's.
//
// Guarantee: every figure, finding and measure of the signed text is there, and
// none that it does not hold; what the text hides stays hidden. Words and names
// of organisations are this workstation's; the page says for each which id the
// signed text has.
#ifndef SCEAU_CLIENT_CLI_REVIEW_REPORT_PAGE_H_
#define SCEAU_CLIENT_CLI_REVIEW_REPORT_PAGE_H_

#include <string>

#include "client/cli/words/labels.h"
#include "client/lib/signed_report.h"
#include "client/print/document.h"

namespace sceau {

// Whose key signed, as far as it is known, and what is left to compare.
std::string SignedByText(const CheckedReport& checked, const Labels& labels);
// Whether this workstation has seen the journal's state that it covers.
std::string SeenText(Seen seen, const Labels& labels);

print::Document ReportPage(const CheckedReport& checked, const Labels& labels);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_REVIEW_REPORT_PAGE_H_
