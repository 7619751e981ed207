"""Drives an emulated device with RFC 6241 operations only. Arguments: port."""

import sys

from lxml import etree
from ncclient import manager
from ncclient.operations import RPCError


def advance(seconds):
    print("advance %d" % seconds, flush=True)
    sys.stdin.readline()


def config(text):
    return (
        '<config xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><configuration><interfaces><interface>'
        "<name>et-0/0/20</name><description>%s</description></interface></interfaces></configuration></config>" % text
    )


def description(session, source):
    found = session.get_config(source=source, filter=("subtree", "<configuration><interfaces/></configuration>"))
    names = etree.fromstring(found.data_xml.encode()).xpath("//*[local-name()='interface'][*[local-name()='name']='et-0/0/20']/*[local-name()='description']/text()")
    return names[0] if names else None


with manager.connect(
    host="127.0.0.1",
    port=int(sys.argv[1]),
    username="netops",
    password="netops",
    hostkey_verify=False,
    look_for_keys=False,
    allow_agent=False,
) as session:
    print("capabilities", ":candidate" in session.server_capabilities, ":confirmed-commit" in session.server_capabilities)
    with session.locked("candidate"):
        session.edit_config(target="candidate", config=config("one"))
        print("candidate", description(session, "candidate"), "running", description(session, "running"))
        session.validate(source="candidate")
        session.commit()
        print("running", description(session, "running"))
        session.edit_config(target="candidate", config=config("two"))
        session.commit(confirmed=True, timeout="90")
        print("running", description(session, "running"))
        advance(91)
        print("running", description(session, "running"))
        session.edit_config(target="candidate", config=config("three"))
        session.discard_changes()
        print("candidate", description(session, "candidate"))
        try:
            session.edit_config(target="candidate", config=config("x").replace("description", "nonsense"))
        except RPCError as error:
            print("refused", error.message)
