// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/print_report.hpp"
#include "orchestrator/judge/judge.hpp"
#include "orchestrator/plan/load_modes.hpp"
#include "orchestrator/plan/load_scenario.hpp"
#include "orchestrator/stages/gather_evidence.hpp"

#include <cstdio>

namespace cloister {
namespace {

// Names every kind of document that Cloister writes or reads.
void validate_json(const std::filesystem::path& file) {
    const Json document = parse_json(read_text_file(file));
    const std::string schema = document.value("schema", "");
    if (schema == Plan::schema)
        read_document<Plan>(document);
    else if (schema == Report::schema)
        read_document<Report>(document);
    else if (schema == TrialRecord::schema)
        read_document<TrialRecord>(document);
    else if (schema == TrialSpec::schema)
        read_document<TrialSpec>(document);
    else
        throw SchemaError("/schema", "'" + schema + "' is none of " + Plan::schema + ", " +
                                         TrialRecord::schema + ", " + Report::schema + ", " +
                                         TrialSpec::schema);
}

void validate_toml(const std::filesystem::path& file) {
    const std::string text = read_text_file(file);
    if (text.find("cloister/mode/") != std::string::npos)
        parse_mode(text, file.string());
    else
        validate(parse_scenario(text, file.string()));
}

} // namespace

int judge_command(const std::filesystem::path& directory, const std::string& json, bool quiet) {
    const RunDirectory run = RunDirectory::open(directory);
    const Plan plan = run.plan();
    const Report report = judge(plan, gather_evidence(run, plan));
    run.store(report);
    if (!quiet && json != "-")
        print_report(report);
    if (!json.empty())
        print_json(write_document(report), json);
    return exit_code(report.verdict);
}

int report_command(const std::filesystem::path& directory, bool json) {
    const Report report = RunDirectory::open(directory).report();
    if (json)
        print_json(write_document(report), "-");
    else
        print_report(report);
    return exit_code(report.verdict);
}

int validate_command(const std::filesystem::path& file) {
    try {
        if (file.extension() == ".toml")
            validate_toml(file);
        else
            validate_json(file);
    } catch (const SchemaError& error) {
        throw LabError(Fault::wrong_use, "validate", file.string() + ": " + error.what());
    }
    std::printf("%s is valid\n", file.c_str());
    return 0;
}

} // namespace cloister
