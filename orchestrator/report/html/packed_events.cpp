// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/html/packed_events.hpp"

#include "results-schema/json_document.hpp"

namespace cloister {
namespace {

void put(std::string& column, std::uint64_t number) {
    for (; number > 0x7f; number >>= 7U)
        column += static_cast<char>((number & 0x7fU) | 0x80U);
    column += static_cast<char>(number);
}

void put_signed(std::string& column, std::int64_t number) {
    const auto bits = static_cast<std::uint64_t>(number);
    put(column, number < 0 ? ~(bits << 1U) : bits << 1U);
}

std::uint64_t natural(std::chrono::nanoseconds time) {
    return time.count() < 0 ? 0 : static_cast<std::uint64_t>(time.count());
}

void add_word(std::string& key, const std::string& word) {
    put(key, word.size());
    key += word;
}

// Equal where the shapes are.
std::string key_of(const Interruption& interruption) {
    std::string key(1, interruption.drain_caused ? '1' : '0');
    const Cause& cause = interruption.cause;
    for (const std::string* word : {&cause.what, &cause.by, &cause.context, &cause.task})
        add_word(key, *word);
    put(key, interruption.steps.size());
    for (const Step& step : interruption.steps) {
        put(key, static_cast<std::uint64_t>(step.kind));
        add_word(key, step.name);
    }
    for (const Origin& origin : interruption.origins) {
        put(key, origin.cpu.number);
        put_signed(key, origin.pid);
        for (const std::string* word : {&origin.task, &origin.context})
            add_word(key, *word);
        for (const std::vector<std::string>* words : {&origin.sent, &origin.stack}) {
            put(key, words->size());
            for (const std::string& word : *words)
                add_word(key, word);
        }
    }
    return key;
}

Json shape(const Interruption& interruption) {
    const Cause& cause = interruption.cause;
    Json steps = Json::array();
    for (const Step& step : interruption.steps)
        steps.push_back(Json::array({name_of(step.kind), step.name}));
    Json origins = Json::array();
    for (const Origin& origin : interruption.origins)
        origins.push_back(Json{{"cpu", origin.cpu.number},
                               {"pid", origin.pid},
                               {"task", origin.task},
                               {"context", origin.context},
                               {"sent", origin.sent},
                               {"stack", origin.stack}});
    return Json{{"what", cause.what},
                {"by", cause.by},
                {"context", cause.context},
                {"task", cause.task},
                {"drain_caused", interruption.drain_caused},
                {"steps", steps},
                {"origins", origins}};
}

std::string little_endian(std::uint32_t number) {
    std::string bytes;
    for (unsigned shift = 0; shift < 32; shift += 8)
        bytes += static_cast<char>(number >> shift & 0xffU);
    return bytes;
}

} // namespace

void EventPacker::begin_trial(std::chrono::nanoseconds window_opened) {
    trials_.emplace_back().last = window_opened;
}

std::uint64_t EventPacker::shape_of(const Interruption& interruption) {
    const auto [known, is_new] = known_.try_emplace(key_of(interruption), shapes_.size());
    if (is_new)
        shapes_.push_back(shape(interruption));
    return known->second;
}

bool EventPacker::tells(std::uint64_t shape) {
    if (trials_.back().of_shape[shape]++ >= told_ || left_to_tell_ == 0)
        return false;
    --left_to_tell_;
    return true;
}

void EventPacker::take(const Interruption& interruption) {
    Trial& trial = trials_.back();
    ++trial.number;
    const std::uint64_t shape = shape_of(interruption);
    put(trial.cpu, interruption.cpu.number);
    put(trial.at, natural(interruption.at - trial.last));
    trial.last = interruption.at;
    put(trial.length, natural(interruption.length));
    put(trial.shape, shape);
    put(trial.noticed, static_cast<std::uint64_t>(interruption.noticed));
    put(trial.follows, interruption.follows ? interruption.number - *interruption.follows : 0);
    const bool told = tells(shape);
    put(trial.told, told ? 1 : 0);
    if (!told)
        return;
    for (const Origin& origin : interruption.origins)
        put_signed(trial.times, (origin.at - interruption.at).count());
    for (const Step& step : interruption.steps) {
        put_signed(trial.times, (step.at - interruption.at).count());
        put(trial.times, natural(step.length));
    }
}

std::string EventPacker::bytes() const {
    Json trials = Json::array();
    std::string columns;
    for (const Trial& trial : trials_) {
        Json sizes = Json::object();
        for (const auto& [name, column] : {std::pair{"cpu", &trial.cpu},
                                           {"at", &trial.at},
                                           {"length", &trial.length},
                                           {"shape", &trial.shape},
                                           {"noticed", &trial.noticed},
                                           {"follows", &trial.follows},
                                           {"told", &trial.told},
                                           {"times", &trial.times}}) {
            sizes[name] = column->size();
            columns += *column;
        }
        trials.push_back(Json{{"number", trial.number}, {"columns", sizes}});
    }
    const std::string head =
        Json{{"shapes", shapes_}, {"trials", trials}}.dump(-1, ' ', false, Json::error_handler_t::replace);
    return little_endian(static_cast<std::uint32_t>(head.size())) + head + columns;
}

} // namespace cloister
