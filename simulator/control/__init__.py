"""The side of the simulator where people, time and trouble are made, as JSON over HTTP."""

from starlette.routing import Route

from simulator.control import acts, bots, chats, deliveries, files, hooks, people, time, trouble

ROUTES = [
    Route("/bots", bots.listed, methods=["GET"]),
    Route("/bots", bots.add, methods=["POST"]),
    Route("/people", people.listed, methods=["GET"]),
    Route("/people", people.add, methods=["POST"]),
    Route("/people/{id:int}/chat", chats.of_person, methods=["GET"]),
    Route("/people/{id:int}/start", acts.start, methods=["POST"]),
    Route("/people/{id:int}/text", acts.text, methods=["POST"]),
    Route("/people/{id:int}/tap", acts.tap, methods=["POST"]),
    Route("/people/{id:int}/edit", acts.edit, methods=["POST"]),
    Route("/people/{id:int}/media", acts.media, methods=["POST"]),
    Route("/people/{id:int}/forward", acts.forward, methods=["POST"]),
    Route("/people/{id:int}/block", acts.block, methods=["POST"]),
    Route("/people/{id:int}/unblock", acts.unblock, methods=["POST"]),
    Route("/people/{id:int}/delete_account", acts.delete_account, methods=["POST"]),
    Route("/groups", chats.add_group, methods=["POST"]),
    Route("/groups/{id}/text", chats.group_text, methods=["POST"]),
    Route("/groups/{id}/chat", chats.of_group, methods=["GET"]),
    Route("/time", time.read, methods=["GET"]),
    Route("/time", time.move, methods=["POST"]),
    Route("/faults", trouble.faults, methods=["GET"]),
    Route("/faults", trouble.add_fault, methods=["POST"]),
    Route("/faults", trouble.clear_faults, methods=["DELETE"]),
    Route("/limits", trouble.set_limits, methods=["POST"]),
    Route("/requests", trouble.requests, methods=["GET"]),
    Route("/updates", deliveries.queue, methods=["POST"]),
    Route("/redeliver", deliveries.redeliver, methods=["POST"]),
    Route("/jumps", hooks.jumps, methods=["GET"]),
    Route("/jumps/{key}", hooks.jump, methods=["POST"]),
    Route("/doors", hooks.sign_up_links, methods=["GET"]),
    Route("/doors/{key}", hooks.open_door, methods=["POST"]),
    Route("/files/{id}", files.show, methods=["GET"]),
]
