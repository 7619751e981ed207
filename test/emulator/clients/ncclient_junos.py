"""Drives an emulated device with ncclient's Junos handler. Arguments: port."""

import sys

from ncclient import manager
from ncclient.operations import RPCError


def advance(seconds):
    print("advance %d" % seconds, flush=True)
    sys.stdin.readline()


def connect():
    return manager.connect(
        host="127.0.0.1",
        port=int(sys.argv[1]),
        username="netops",
        password="netops",
        hostkey_verify=False,
        look_for_keys=False,
        allow_agent=False,
        device_params={"name": "junos"},
    )


def description(session):
    committed = session.rpc('<get-configuration database="committed" format="set"/>')
    return "by ncclient" in committed.xpath("string(.//configuration-set)")


with connect() as session, connect() as other:
    print("session", session.session_id.isdigit(), other.session_id != session.session_id)
    session.lock()
    try:
        other.lock()
    except RPCError as error:
        print("locked", error.tag, "exclusive" in error.message)
    session.load_configuration(action="set", config=['set interfaces et-0/0/20 description "by ncclient"'])
    print("diff", "by ncclient" in session.compare_configuration(rollback=0).xpath("string(.//configuration-output)"))
    print("check", len(session.validate().xpath("//ok")) > 0)
    session.commit(confirmed=True, timeout="60", comment="confirmed")
    print("committed", description(session))
    advance(3601)
    print("rolled back", description(session))
    session.rollback(rollback=1)
    session.commit(comment="again")
    print("again", description(session))
    history = session.rpc("<get-commit-information/>")
    print("history", [entry.text for entry in history.xpath("//commit-history/log")])
    session.load_configuration(format="text", config='interfaces { et-0/0/20 { description "never"; } }')
    session.discard_changes()
    print("discarded", session.compare_configuration(rollback=0).xpath("string(.//configuration-output)").strip() == "")
    session.unlock()
