"""Edges as GraphML, which Gephi and other network tools read."""

from typing import Any
from xml.etree import ElementTree

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
KINDS = {"int64": "long", "double": "double", "string": "string"}


def graphml(edges: Any) -> bytes:
    """An undirected graph: nodes are accounts, data of an edge are the other columns.

    Source  Brandes et al., GraphML
    """
    root = ElementTree.Element("graphml", xmlns=NAMESPACE)
    fields = [field for field in edges.schema if field.name not in ("from", "to")]
    for field in fields:
        kind = KINDS.get(str(field.type), "string")
        ElementTree.SubElement(
            root, "key", id=field.name, attrib={"for": "edge", "attr.name": field.name, "attr.type": kind}
        )
    graph = ElementTree.SubElement(root, "graph", edgedefault="undirected")
    for account in sorted({*edges["from"].to_pylist(), *edges["to"].to_pylist()}):
        ElementTree.SubElement(graph, "node", id=account)
    for row in edges.to_pylist():
        edge = ElementTree.SubElement(graph, "edge", source=row["from"], target=row["to"])
        for field in fields:
            ElementTree.SubElement(edge, "data", key=field.name).text = str(row[field.name])
    made: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made
