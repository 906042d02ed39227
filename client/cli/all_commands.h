// The command groups, each in its file command_<group>.cc.
#ifndef SCEAU_CLIENT_CLI_ALL_COMMANDS_H_
#define SCEAU_CLIENT_CLI_ALL_COMMANDS_H_

#include "client/cli/commands.h"

namespace sceau {

void AddAction(Commands& commands);
void AddCase(Commands& commands);
void AddCharter(Commands& commands);
// Into the group of AddCharter, which comes first.
void AddCharterLife(Commands& commands);
void AddCharterFile(Commands& commands);
void AddDecision(Commands& commands);
void AddEntry(Commands& commands);
void AddExplain(Commands& commands);
void AddImport(Commands& commands);
void AddJournal(Commands& commands);
// Into the group of AddJournal, which comes first.
void AddJournalExport(Commands& commands);
void AddJournalVerify(Commands& commands);
void AddJournalRestore(Commands& commands);
void AddJournalWitness(Commands& commands);
void AddLeadWorker(Commands& commands);
void AddMember(Commands& commands);
void AddNotice(Commands& commands);
void AddOfficer(Commands& commands);
// Into the group of AddOfficer, which comes first.
void AddOfficerFinding(Commands& commands);
void AddOfficerReport(Commands& commands);
void AddProfile(Commands& commands);
void AddQuestions(Commands& commands);
void AddReferral(Commands& commands);
void AddSelftest(Commands& commands);
void AddSession(Commands& commands);
void AddTodo(Commands& commands);
void AddWhoAmI(Commands& commands);

// All of them, in the order in which --help shows them.
void AddAll(Commands& commands);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_ALL_COMMANDS_H_
